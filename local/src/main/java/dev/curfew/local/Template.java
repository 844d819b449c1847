package dev.curfew.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A CloudFormation template in YAML, read as the JSON that CloudFormation takes for the same. */
public final class Template {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Template() {}

    /** Reads a template file; short forms such as {@code !Sub} come out in their long form. */
    public static ObjectNode read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode parse(String yaml) {
        try {
            var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
            Node root =
                    new Compose(settings)
                            .composeString(yaml)
                            .orElseThrow(() ->
                                    new LocalFailure("the template is empty", "write a template"));
            if (convert(root) instanceof ObjectNode template) {
                return template;
            }
            throw new LocalFailure("the template is not a mapping", "start it with Resources");
        } catch (YamlEngineException e) {
            throw new LocalFailure(
                    "the template is not YAML: " + e.getMessage(), "correct it there", e);
        }
    }

    private static JsonNode convert(Node node) {
        String tag = node.getTag().getValue();
        JsonNode value = plain(node);
        if (!tag.startsWith("!")) {
            return value;
        }
        return switch (tag) {
            case "!Ref" -> JSON.objectNode().set("Ref", value);
            case "!Condition" -> JSON.objectNode().set("Condition", value);
            case "!GetAtt" ->
                    JSON.objectNode()
                            .set("Fn::GetAtt", value.isTextual() ? attribute(value) : value);
            default -> JSON.objectNode().set("Fn::" + tag.substring(1), value);
        };
    }

    private static ArrayNode attribute(JsonNode dotted) {
        String text = dotted.textValue();
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new LocalFailure(
                    "`!GetAtt %s` names no attribute".formatted(text), "write Resource.Attribute");
        }
        return JSON.arrayNode().add(text.substring(0, dot)).add(text.substring(dot + 1));
    }

    private static JsonNode plain(Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping(mapping.getValue());
            case SequenceNode sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.getValue().forEach(item -> array.add(convert(item)));
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new LocalFailure("the template holds an anchor loop", "write it out");
        };
    }

    private static ObjectNode mapping(List<NodeTuple> tuples) {
        ObjectNode object = JSON.objectNode();
        List<String> twice = new ArrayList<>();
        for (NodeTuple tuple : tuples) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new LocalFailure("a key of the template is not a word", "write it as one");
            }
            if (object.has(key.getValue())) {
                twice.add(key.getValue());
            }
            object.set(key.getValue(), convert(tuple.getValueNode()));
        }
        if (!twice.isEmpty()) {
            throw new LocalFailure(
                    "the template says `%s` twice".formatted(twice.getFirst()), "say it once");
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT)) {
            // CloudFormation reads 0123 as a decimal number with zeros; nothing here depends on
            // other bases.
            return JSON.numberNode(Long.decode(text.replaceFirst("^([+-]?)0+(?=[0-9])", "$1")));
        }
        if (tag.equals(Tag.FLOAT)) {
            return JSON.numberNode(new java.math.BigDecimal(text));
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        return JSON.textNode(text);
    }
}
