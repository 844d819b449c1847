package dev.curfew.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the deployed template and the same template on the local cloud, as a pure
 * function of the template's tree.
 *
 * <ul>
 *   <li>Java functions run under {@code provided.al2023}, from the archive that carries the runtime
 *       interface client, on this machine's own processor, without SnapStart, and talk to the local
 *       endpoint.
 *   <li>Conditions on keys that the emulator never sets leave Allow statements: there they would
 *       refuse everything. Deny statements stay as they are, since one less condition could make
 *       them deny more.
 *   <li>Resources of a type that the emulator does not have, and whose effect it would not enforce,
 *       are left out; so are alarms over several metrics at once, which it does not know.
 * </ul>
 */
public final class Overlay {
    /**
     * Keys that the emulator never sets. A test asserts these conditions from the template itself.
     */
    static final Set<String> KEYS_NEVER_SET =
            Set.of(
                    "iam:PermissionsBoundary",
                    "events:source",
                    "events:detail-type",
                    "dynamodb:LeadingKeys");

    /** It evaluates no resource policy of a bus, so there is nothing to make. */
    static final Set<String> TYPES_MISSING = Set.of("AWS::Events::EventBusPolicy");

    private static final String ALARM = "AWS::CloudWatch::Alarm";

    private static final String FUNCTION = "AWS::Serverless::Function";

    /** Whoever has it talks to Slack. */
    private static final String SLACK_SECRET = "SLACK_SECRET";

    private static final List<String> NOT_LOCAL = List.of("SnapStart", "Architectures");

    private Overlay() {}

    /** Where the archive of the functions is, on the local cloud. */
    public record Code(String bucket, String key) {}

    /**
     * The local form of a template that brings functions.
     *
     * @throws LocalFailure when a piece that this replaces is not there: the template has changed,
     *     and this has not
     */
    public static ObjectNode functions(ObjectNode template, Code code, URI endpoint) {
        return functions(template, code, endpoint, null);
    }

    /**
     * The local form of a template that brings functions.
     *
     * @param slack what stands where Slack would; null for none
     * @throws LocalFailure when a piece that this replaces is not there
     */
    public static ObjectNode functions(
            ObjectNode template, Code code, URI endpoint, @Nullable URI slack) {
        ObjectNode local = template.deepCopy();
        JsonNode globals = local.at("/Globals/Function");
        List<String> problems = new ArrayList<>();
        int functions = 0;
        for (Map.Entry<String, JsonNode> resource : local.path("Resources").properties()) {
            if (resource.getValue().path("Type").asText().equals(FUNCTION)) {
                functions++;
                function(resource.getKey(), resource.getValue(), globals, code, endpoint, problems);
            }
        }
        if (functions == 0) {
            problems.add("it has no `%s`".formatted(FUNCTION));
        }
        if (!problems.isEmpty()) {
            throw new LocalFailure(
                    "the template does not have what the local overlay replaces: "
                            + String.join("; ", problems),
                    "change dev.curfew.local.Overlay together with the template");
        }
        if (globals instanceof ObjectNode shared) {
            replaceRuntime(shared, code);
        }
        if (slack != null) {
            for (JsonNode resource : local.path("Resources")) {
                ObjectNode variables =
                        resource.path("Type").asText().equals(FUNCTION)
                                ? variables((ObjectNode) resource.path("Properties"))
                                : null;
                if (variables != null && variables.has(SLACK_SECRET)) {
                    variables.put("SLACK_ENDPOINT", slack.toString());
                }
            }
        }
        return resources(local);
    }

    /** The local form of a template without functions, such as a role's. */
    public static ObjectNode resources(ObjectNode template) {
        ObjectNode local = template.deepCopy();
        if (local.path("Resources") instanceof ObjectNode resources) {
            List<String> missing =
                    resources.properties().stream()
                            .filter(resource -> isMissing(resource.getValue()))
                            .map(Map.Entry::getKey)
                            .toList();
            resources.remove(missing);
        }
        dropConditions(local);
        return local;
    }

    private static boolean isMissing(JsonNode resource) {
        String type = resource.path("Type").asText();
        return TYPES_MISSING.contains(type)
                || (type.equals(ALARM) && resource.path("Properties").has("Metrics"));
    }

    private static void function(
            String name,
            JsonNode resource,
            JsonNode globals,
            Code code,
            URI endpoint,
            List<String> problems) {
        if (!(resource.path("Properties") instanceof ObjectNode own)) {
            problems.add("`%s` has no Properties".formatted(name));
            return;
        }
        String runtime = own.path("Runtime").asText(globals.path("Runtime").asText());
        if (!runtime.startsWith("java")) {
            problems.add("`%s` runs on `%s`, not on Java".formatted(name, runtime));
        }
        if (!own.has("CodeUri") && !globals.has("CodeUri")) {
            problems.add("`%s` has no CodeUri".formatted(name));
        }
        replaceRuntime(own, code);
        variables(own).put("AWS_ENDPOINT_URL", endpoint.toString());
    }

    private static void replaceRuntime(ObjectNode properties, Code code) {
        if (properties.has("Runtime")) {
            properties.put("Runtime", "provided.al2023");
        }
        if (properties.has("CodeUri")) {
            properties.putObject("CodeUri").put("Bucket", code.bucket()).put("Key", code.key());
        }
        properties.remove(NOT_LOCAL);
    }

    private static ObjectNode variables(ObjectNode properties) {
        return properties.withObject("/Environment").withObject("/Variables");
    }

    private static void dropConditions(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("Effect").asText().equals("Allow")
                    && object.path("Condition") instanceof ObjectNode block) {
                dropKeys(object, block);
            }
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(Overlay::dropConditions);
        }
    }

    private static void dropKeys(ObjectNode statement, ObjectNode condition) {
        List<String> emptied = new ArrayList<>();
        condition
                .properties()
                .forEach(operator -> {
                    if (operator.getValue() instanceof ObjectNode keys) {
                        List<String> unset = new ArrayList<>();
                        keys.fieldNames()
                                .forEachRemaining(key -> {
                                    if (KEYS_NEVER_SET.contains(key)) {
                                        unset.add(key);
                                    }
                                });
                        keys.remove(unset);
                        if (keys.isEmpty()) {
                            emptied.add(operator.getKey());
                        }
                    }
                });
        condition.remove(emptied);
        if (condition.isEmpty()) {
            statement.remove("Condition");
        }
    }
}
