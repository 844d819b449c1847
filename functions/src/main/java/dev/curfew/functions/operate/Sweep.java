package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.document.Json;
import dev.curfew.core.sweep.Step;
import dev.curfew.core.sweep.StepQueue;
import java.time.Clock;
import java.time.Duration;

/** Asks for a sweep now. */
final class Sweep implements Operation {

    private final StepQueue steps;
    private final Clock clock;

    Sweep(StepQueue steps, Clock clock) {
        this.steps = steps;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public Reply carryOut(Caller caller, JsonNode request) {
        boolean execute = request.path("execute").asBoolean();
        // Before it is asked for: the id of the run that comes of it is no earlier time.
        String askedAt = clock.instant().toString();
        steps.send(new Step.Next(new Step.Start(caller.arn(), execute), Duration.ZERO));
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putObject("requested")
                .put("at", askedAt)
                .put("by", caller.arn())
                .put("execute", execute);
        return new Reply.Done(answer);
    }
}
