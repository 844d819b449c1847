package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Stop;
import java.util.Optional;

/** Lets automatic action go on; {@code null} is answered where nothing was halted. */
final class Resume implements Operation {

    private final Catalogue catalogue;
    private final LifecycleEvents events;

    Resume(Catalogue catalogue, LifecycleEvents events) {
        this.catalogue = catalogue;
        this.events = events;
    }

    @Override
    public String name() {
        return "resume";
    }

    @Override
    public Reply carryOut(Caller caller, JsonNode request) {
        Optional<Stop> ended = catalogue.resume();
        ended.ifPresent(stop ->
                events.resumed(stop, caller.arn(), request.path("reason").asText()));
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("resumed", ended.map(StopReply::of).orElse(null));
        return new Reply.Done(answer);
    }
}
