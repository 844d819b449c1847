package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.util.List;

/** Puts limits in force in place of those before. */
final class ApplyLimits implements Operation {

    private final Catalogue catalogue;
    private final LifecycleEvents events;

    ApplyLimits(Catalogue catalogue, LifecycleEvents events) {
        this.catalogue = catalogue;
        this.events = events;
    }

    @Override
    public String name() {
        return "limits.apply";
    }

    @Override
    public Reply carryOut(Caller caller, JsonNode request) {
        return switch (LimitsDocument.read(request.path("limits"))) {
            case LimitsDocument.Read.Valid(Limits limits) -> apply(limits, caller);
            case LimitsDocument.Read.Invalid(List<Problem> problems) ->
                    new Reply.Refused(
                            Refusal.of(
                                    "limits-invalid",
                                    "the limits file",
                                    problems.stream()
                                            .map(problem -> problem.under("/limits"))
                                            .toList()));
        };
    }

    private Reply apply(Limits limits, Caller caller) {
        Catalogue.Applied applied = catalogue.apply(limits.inForce(0, caller.arn()));
        if (applied.changed()) {
            events.limitsApplied(applied.limits());
        }
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putObject("applied")
                .put("version", applied.limits().version())
                .put("by", applied.limits().appliedBy())
                .put("changed", applied.changed());
        return new Reply.Done(answer);
    }
}
