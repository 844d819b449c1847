package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** What a message is to say, or why it is not taken. */
sealed interface Content {
    record Fine(String text, JsonNode blocks) implements Content {}

    /**
     * Not taken.
     *
     * @param error Slack's word for it
     * @param details what is wrong with which block
     */
    record Wrong(String error, List<String> details) implements Content {}

    /** Holds both against Slack's limits; a part that was not sent is missing or null. */
    static Content of(JsonNode text, JsonNode blocks) {
        String words = text.asText("");
        JsonNode given =
                blocks.isMissingNode() || blocks.isNull()
                        ? JsonNodeFactory.instance.arrayNode()
                        : blocks;
        if (!given.isArray()) {
            return new Wrong("invalid_blocks_format", List.of());
        }
        if (words.isEmpty() && given.isEmpty()) {
            return new Wrong("no_text", List.of());
        }
        if (words.length() > Limits.MESSAGE_TEXT) {
            return new Wrong("msg_too_long", List.of());
        }
        List<String> problems = BlockCheck.problems(given);
        if (!problems.isEmpty()) {
            return new Wrong("invalid_blocks", problems);
        }
        if (BlockCheck.length(given) > Limits.ALL_TEXT) {
            return new Wrong("msg_blocks_too_long", List.of());
        }
        return new Fine(words, given);
    }
}
