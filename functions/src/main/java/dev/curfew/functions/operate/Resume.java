package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.lifecycle.Operating;

/** Lets automatic action go on. */
final class Resume implements Operation {

    private final Operating operating;

    Resume(Operating operating) {
        this.operating = operating;
    }

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return Outcomes.reply(operating.resume(by, request.path("reason").asText()));
    }
}
