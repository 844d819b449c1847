package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.lifecycle.Operating;

/** Lets a role be quarantined when its time comes. */
final class Approve implements Operation {

    private final Operating operating;

    Approve(Operating operating) {
        this.operating = operating;
    }

    @Override
    public String name() {
        return "approve";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return Outcomes.reply(
                operating.approve(
                        request.path("identity").asText(), by, request.path("reason").asText()));
    }
}
