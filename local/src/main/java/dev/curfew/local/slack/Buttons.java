package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The buttons of a block, wherever they stand in it. */
final class Buttons {
    private Buttons() {}

    static List<JsonNode> of(JsonNode block) {
        List<JsonNode> buttons = new ArrayList<>();
        block.path("elements").forEach(element -> addButton(buttons, element));
        addButton(buttons, block.path("accessory"));
        return buttons;
    }

    private static void addButton(List<JsonNode> buttons, JsonNode element) {
        if (element.path("type").asText().equals("button")) {
            buttons.add(element);
        }
    }
}
