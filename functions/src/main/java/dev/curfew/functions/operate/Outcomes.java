package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Operating.Outcome;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.functions.operate.Operation.Reply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How it is answered what became of an operation. */
final class Outcomes {

    private Outcomes() {}

    static Reply reply(Outcome outcome) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        switch (outcome) {
            case Outcome.Refused(Refusal refusal) -> {
                return new Reply.Refused(refusal);
            }
            case Outcome.Done(Identity identity) -> answer.set("identity", identity(identity));
            case Outcome.Exempted(Identity identity, Exemption given) -> {
                answer.set("identity", identity(identity));
                answer.putObject("exemption")
                        .put("owner", given.owner())
                        .put("reason", given.reason())
                        .put("since", given.since().toString())
                        .put("until", given.until().toString())
                        .put("by", given.by());
            }
            case Outcome.Applied(Limits limits) ->
                    answer.putObject("applied")
                            .put("version", limits.version())
                            .put("by", limits.appliedBy());
            case Outcome.Stopped(Stop stop) ->
                    answer.putObject("stopped")
                            .put("at", stop.at().toString())
                            .put("by", stop.by())
                            .put("reason", stop.reason());
            case Outcome.Resumed resumed -> answer.put("resumed", true);
        }
        return new Reply.Done(answer);
    }

    private static ObjectNode identity(Identity identity) {
        Steps steps = identity.steps();
        ObjectNode answer =
                Json.MAPPER
                        .createObjectNode()
                        .put("id", identity.id())
                        .put("kind", identity.kind().name())
                        .put("name", identity.name())
                        .put("arn", identity.arn())
                        .put("status", identity.status().name())
                        .put("statusAt", identity.statusAt().toString())
                        .put("warnedAt", text(steps.warnedAt()))
                        .put("takenAt", text(steps.takenAt()))
                        .put("approvedBy", steps.approvedBy())
                        .put("postponedTo", text(steps.postponedTo()));
        if (identity.owner() != null) {
            answer.put("owner", identity.owner());
        }
        ArrayNode findings = answer.putArray("findings");
        identity.findings().forEach(finding -> findings.add(finding.kind().name()));
        return answer;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
