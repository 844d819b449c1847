package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What stands in a block: texts, buttons and their confirmation. */
final class ElementCheck {
    private static final Set<String> STYLES = Set.of("primary", "danger");

    private final Problems problems;

    ElementCheck(Problems problems) {
        this.problems = problems;
    }

    /** A text of either kind. */
    void text(JsonNode text, String place, int most) {
        switch (text.path("type").asText()) {
            case "mrkdwn" -> {
                problems.isObject(text, place, Set.of("type", "text", "verbatim"));
                problems.flag(text, place, "verbatim");
            }
            case "plain_text" -> {
                problems.isObject(text, place, Set.of("type", "text", "emoji"));
                problems.flag(text, place, "emoji");
            }
            default -> problems.add(place + "/type", "must be mrkdwn or plain_text");
        }
        problems.needs(text, place, "text", most);
    }

    void neededPlainText(JsonNode parent, String place, String name, int most) {
        if (!parent.has(name)) {
            problems.add(place, "missing required field: " + name);
            return;
        }
        JsonNode text = parent.path(name);
        if (!text.path("type").asText().equals("plain_text")) {
            problems.add(place + "/" + name + "/type", "must be plain_text");
        }
        text(text, place + "/" + name, most);
    }

    /**
     * A button.
     *
     * @param ids those that the same block has so far
     */
    void interactive(JsonNode element, String place, Set<String> ids) {
        if (!element.path("type").asText().equals("button")) {
            problems.add(place + "/type", "unsupported type: " + element.path("type").asText());
            return;
        }
        problems.isObject(
                element,
                place,
                Set.of(
                        "type",
                        "text",
                        "action_id",
                        "value",
                        "url",
                        "style",
                        "confirm",
                        "accessibility_label"));
        neededPlainText(element, place, "text", Limits.BUTTON_TEXT);
        problems.mayHave(element, place, "action_id", Limits.ID);
        problems.mayHave(element, place, "value", Limits.BUTTON_VALUE);
        problems.mayHave(element, place, "accessibility_label", Limits.LABEL);
        problems.url(element, place, "url");
        problems.mayBe(element, place, "style", STYLES);
        if (element.path("action_id").isTextual()
                && !ids.add(element.path("action_id").textValue())) {
            problems.add(place + "/action_id", "action_id must be unique within its block");
        }
        if (element.has("confirm")) {
            confirm(element.path("confirm"), place + "/confirm");
        }
    }

    private void confirm(JsonNode confirm, String place) {
        if (!problems.isObject(
                confirm, place, Set.of("title", "text", "confirm", "deny", "style"))) {
            return;
        }
        neededPlainText(confirm, place, "title", Limits.CONFIRM_TITLE);
        neededPlainText(confirm, place, "confirm", Limits.CONFIRM_BUTTON);
        neededPlainText(confirm, place, "deny", Limits.CONFIRM_BUTTON);
        problems.mayBe(confirm, place, "style", STYLES);
        if (confirm.has("text")) {
            text(confirm.path("text"), place + "/text", Limits.CONFIRM_TEXT);
        } else {
            problems.add(place, "missing required field: text");
        }
    }
}
