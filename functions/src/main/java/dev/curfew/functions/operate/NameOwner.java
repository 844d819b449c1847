package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.lifecycle.Operating;

/** Names who answers for an identity. */
final class NameOwner implements Operation {

    private final Operating operating;

    NameOwner(Operating operating) {
        this.operating = operating;
    }

    @Override
    public String name() {
        return "owner";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return Outcomes.reply(
                operating.owner(
                        request.path("identity").asText(), request.path("owner").asText(), by));
    }
}
