package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.sweep.Step;
import dev.curfew.core.sweep.StepQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Asks for a sweep now, and answers the run's id, under which its plan will be kept. */
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
    public Reply carryOut(String by, JsonNode request) {
        boolean execute = request.path("execute").asBoolean();
        Instant run = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        steps.send(new Step.Next(new Step.Start(run, by, execute), Duration.ZERO));
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putObject("requested")
                .put("run", run.toString())
                .put("by", by)
                .put("execute", execute);
        return new Reply.Done(answer);
    }
}
