package dev.curfew.cli.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.refusal.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns one document's nodes into JSON and keeps where each stood. */
final class NodeReader {

    /**
     * Aliases repeat what they name, even what they stand in; no real document comes near either
     * limit.
     */
    private static final int MOST_VALUES = 20_000;

    private static final int DEEPEST = 50;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Yaml.Located> problems = new ArrayList<>();

    NodeReader(String file) {
        this.file = file;
    }

    Document read(Node root) {
        JsonNode content = value("", place(root), root);
        return new Document(content, places);
    }

    List<Yaml.Located> problems() {
        return problems;
    }

    private JsonNode value(String pointer, Place place, Node node) {
        if (places.size() >= MOST_VALUES || depth(pointer) > DEEPEST) {
            if (problems.isEmpty()) {
                refuse(
                        place,
                        "the document is too large or too deep",
                        "split it, or use fewer aliases");
            }
            return JSON.nullNode();
        }
        places.put(pointer, place);
        return switch (node) {
            case MappingNode mapping -> object(pointer, mapping);
            case SequenceNode sequence -> array(pointer, sequence);
            case ScalarNode scalar -> scalar(place, scalar);
            default -> throw new IllegalStateException("a composed node is one of the three kinds");
        };
    }

    private static long depth(String pointer) {
        return pointer.chars().filter(character -> character == '/').count();
    }

    private ObjectNode object(String pointer, MappingNode mapping) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple field : mapping.getValue()) {
            Place place = place(field.getKeyNode());
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                refuse(
                        place,
                        "a field's name is a list or a mapping",
                        "give the field a plain name");
                continue;
            }
            String name = key.getValue();
            if (object.has(name)) {
                refuse(place, "`" + name + "` stands twice", "keep one of the two");
                continue;
            }
            String escaped = name.replace("~", "~0").replace("/", "~1");
            object.set(name, value(pointer + "/" + escaped, place, field.getValueNode()));
        }
        return object;
    }

    private ArrayNode array(String pointer, SequenceNode sequence) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(value(pointer + "/" + array.size(), place(item), item));
        }
        return array;
    }

    private JsonNode scalar(Place place, ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.STR)) {
                return JSON.textNode(text);
            } else if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            } else if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(text.equals("true"));
            } else if (tag.equals(Tag.INT)) {
                return JSON.numberNode(new BigInteger(text));
            } else if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException notJson) {
            refuse(place, "`" + text + "` is a number that JSON cannot hold", "write it in digits");
            return JSON.nullNode();
        }
        refuse(
                place,
                "`" + tag.getValue() + "` is a type that JSON does not have",
                "remove the tag");
        return JSON.nullNode();
    }

    private void refuse(Place place, String message, String help) {
        problems.add(new Yaml.Located(place, new Problem("", message, help)));
    }

    private Place place(Node node) {
        return new Place(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }
}
