package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.lifecycle.Operating;

/** Makes usable again what Curfew disabled or quarantined. */
final class Restore implements Operation {

    private final Operating operating;

    Restore(Operating operating) {
        this.operating = operating;
    }

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public boolean isForOthers() {
        return true;
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return Outcomes.reply(
                operating.restore(
                        request.path("identity").asText(), by, request.path("reason").asText()));
    }
}
