package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.lifecycle.Operating;

/** Puts limits in force in place of those before. */
final class ApplyLimits implements Operation {

    private final Operating operating;

    ApplyLimits(Operating operating) {
        this.operating = operating;
    }

    @Override
    public String name() {
        return "limits.apply";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return Outcomes.reply(operating.apply(request.path("limits"), by));
    }
}
