package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.lifecycle.Operating;

/** Halts all automatic action. */
final class StopAll implements Operation {

    private final Operating operating;

    StopAll(Operating operating) {
        this.operating = operating;
    }

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return Outcomes.reply(operating.stop(by, request.path("reason").asText()));
    }
}
