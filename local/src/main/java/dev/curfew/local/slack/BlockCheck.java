package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Blocks against what Slack's reference says of them. It knows the blocks that a message without
 * pictures needs; any other is refused, though Slack has more.
 */
final class BlockCheck {
    private final Problems problems = new Problems();
    private final ElementCheck elements = new ElementCheck(problems);
    private final Set<String> blockIds = new HashSet<>();

    private BlockCheck() {}

    /** What Slack would refuse them for; nothing when it would take them. */
    static List<String> problems(JsonNode blocks) {
        var check = new BlockCheck();
        check.all(blocks);
        return check.problems.found();
    }

    /** The characters of all texts together. */
    static int length(JsonNode node) {
        int own = node.path("text").isTextual() ? node.path("text").textValue().length() : 0;
        for (JsonNode child : node) {
            own += length(child);
        }
        return own;
    }

    private void all(JsonNode blocks) {
        if (problems.isList(blocks, "/blocks", 0, Limits.BLOCKS)) {
            for (int i = 0; i < blocks.size(); i++) {
                block(blocks.get(i), "/blocks/" + i);
            }
        }
    }

    private void block(JsonNode block, String place) {
        switch (block.path("type").asText()) {
            case "section" -> section(block, place);
            case "header" -> header(block, place);
            case "context" -> context(block, place);
            case "actions" -> actions(block, place);
            case "divider" -> problems.isObject(block, place, Set.of("type", "block_id"));
            default ->
                    problems.add(
                            place + "/type", "unsupported type: " + block.path("type").asText());
        }
        problems.mayHave(block, place, "block_id", Limits.ID);
        if (block.path("block_id").isTextual()
                && !blockIds.add(block.path("block_id").textValue())) {
            problems.add(place + "/block_id", "block_id must be unique within the message");
        }
    }

    private void section(JsonNode block, String place) {
        problems.isObject(
                block, place, Set.of("type", "block_id", "text", "fields", "accessory", "expand"));
        problems.flag(block, place, "expand");
        if (!block.has("text") && !block.has("fields")) {
            problems.add(place, "must define either `text` or `fields`");
        }
        if (block.has("text")) {
            elements.text(block.path("text"), place + "/text", Limits.SECTION_TEXT);
        }
        if (block.has("fields")
                && problems.isList(block.path("fields"), place + "/fields", 1, Limits.FIELDS)) {
            for (int i = 0; i < block.path("fields").size(); i++) {
                elements.text(
                        block.path("fields").get(i), place + "/fields/" + i, Limits.FIELD_TEXT);
            }
        }
        if (block.has("accessory")) {
            elements.interactive(block.path("accessory"), place + "/accessory", new HashSet<>());
        }
    }

    private void header(JsonNode block, String place) {
        problems.isObject(block, place, Set.of("type", "block_id", "text"));
        elements.neededPlainText(block, place, "text", Limits.HEADER_TEXT);
    }

    private void context(JsonNode block, String place) {
        problems.isObject(block, place, Set.of("type", "block_id", "elements"));
        JsonNode parts = block.path("elements");
        if (problems.isList(parts, place + "/elements", 1, Limits.CONTEXT)) {
            for (int i = 0; i < parts.size(); i++) {
                elements.text(parts.get(i), place + "/elements/" + i, Limits.CONTEXT_TEXT);
            }
        }
    }

    private void actions(JsonNode block, String place) {
        problems.isObject(block, place, Set.of("type", "block_id", "elements"));
        JsonNode parts = block.path("elements");
        Set<String> ids = new HashSet<>();
        if (problems.isList(parts, place + "/elements", 1, Limits.ACTIONS)) {
            for (int i = 0; i < parts.size(); i++) {
                elements.interactive(parts.get(i), place + "/elements/" + i, ids);
            }
        }
    }
}
