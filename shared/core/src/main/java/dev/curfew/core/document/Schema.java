package dev.curfew.core.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.curfew.core.refusal.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A JSON Schema (2020-12) that a document must satisfy. The {@code description} beside an offended
 * rule is what the person is told to do, so that a schema is also its own manual.
 */
public final class Schema {

    /** So much of a user's own value is repeated back. */
    private static final int LONGEST_VALUE = 100;

    private final JsonNode source;
    private final JsonSchema schema;

    private Schema(JsonNode source) {
        this.source = source;
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder()
                        .pathType(PathType.JSON_POINTER)
                        .locale(Locale.ROOT)
                        .build();
        this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(source, config);
    }

    /** The schema that a document is. */
    public static Schema of(JsonNode source) {
        return new Schema(source);
    }

    /** The schema that this module carries as {@code schemas/NAME.schema.json}. */
    public static Schema named(String name) {
        String resource = "/dev/curfew/core/schemas/" + name + ".schema.json";
        try (InputStream text =
                Objects.requireNonNull(Schema.class.getResourceAsStream(resource), resource)) {
            return new Schema(new ObjectMapper().readTree(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Everything that is wrong with the document, in the order of the places; empty when it is
     * valid.
     */
    public List<Problem> check(JsonNode document) {
        return schema.validate(document).stream()
                .map(this::problem)
                .distinct()
                .sorted(Comparator.comparing(Problem::path))
                .toList();
    }

    private Problem problem(ValidationMessage found) {
        String path = found.getInstanceLocation().toString();
        JsonNode rules = rulesAround(found);
        return switch (found.getType()) {
            case "required" -> {
                String missing = found.getProperty();
                yield new Problem(
                        path,
                        "`" + missing + "` is missing",
                        help(rules.path("properties").path(missing)));
            }
            case "additionalProperties" -> {
                String unknown = found.getProperty();
                yield new Problem(
                        path + "/" + unknown.replace("~", "~0").replace("/", "~1"),
                        "`" + unknown + "` is not a known field",
                        "remove it, or correct its name to one of " + known(rules));
            }
            case "pattern" ->
                    new Problem(
                            path,
                            "`" + value(found) + "` does not have the right form",
                            help(rules));
            default -> new Problem(path, found.getError(), help(rules));
        };
    }

    /** The object of the schema in which the offended rule stands. */
    private JsonNode rulesAround(ValidationMessage found) {
        JsonPointer rule = JsonPointer.compile(found.getSchemaLocation().getFragment().toString());
        JsonPointer around = rule.head();
        return around == null ? source : source.at(around);
    }

    private static String value(ValidationMessage found) {
        String text = found.getInstanceNode().asText();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    private static String help(JsonNode rules) {
        return rules.path("description").asText("give what the schema of this document asks for");
    }

    private static String known(JsonNode rules) {
        return rules.path("properties")
                .propertyStream()
                .map(Map.Entry::getKey)
                .collect(Collectors.joining("`, `", "`", "`"));
    }
}
