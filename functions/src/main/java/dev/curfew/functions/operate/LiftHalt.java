package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.Lifting;

/** Lets leases be issued again to a holder that was halted. */
final class LiftHalt implements Operation {

    private final Lifting lifting;

    LiftHalt(Lifting lifting) {
        this.lifting = lifting;
    }

    @Override
    public String name() {
        return "lease.resume";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return switch (lifting.lift(
                request.path("holder").asText(), by, request.path("reason").asText())) {
            case Lifting.Lifted.Done(Halt halt) -> {
                ObjectNode answer = Json.MAPPER.createObjectNode();
                answer.putObject("lifted")
                        .put("holder", halt.holder().principal())
                        .put("holderId", halt.holder().id())
                        .put("at", String.valueOf(halt.liftedAt()));
                yield new Reply.Done(answer);
            }
            case Lifting.Lifted.Refused(Refusal refusal) -> new Reply.Refused(refusal);
        };
    }
}
