package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Stop;
import java.time.Clock;

/** Halts all automatic action. While it is halted, the stop that stands is answered. */
final class StopAll implements Operation {

    private final Catalogue catalogue;
    private final LifecycleEvents events;
    private final Clock clock;

    StopAll(Catalogue catalogue, LifecycleEvents events, Clock clock) {
        this.catalogue = catalogue;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public Reply carryOut(Caller caller, JsonNode request) {
        Stop asked = new Stop(clock.instant(), caller.arn(), request.path("reason").asText());
        Stop stands = catalogue.stop(asked);
        if (stands.equals(asked)) {
            events.stopped(stands);
        }
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("stopped", StopReply.of(stands).put("changed", stands.equals(asked)));
        return new Reply.Done(answer);
    }
}
