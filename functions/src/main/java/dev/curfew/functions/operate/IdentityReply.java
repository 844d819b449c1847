package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.lifecycle.Operating.Outcome;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.functions.operate.Operation.Reply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is answered that is about one identity: how it stands after the operation. */
final class IdentityReply {

    private IdentityReply() {}

    static Reply of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(Identity identity) -> new Reply.Done(answer(identity));
            case Outcome.Refused(Refusal refusal) -> new Reply.Refused(refusal);
        };
    }

    private static ObjectNode answer(Identity identity) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        Steps steps = identity.steps();
        ArrayNode findings =
                answer.putObject("identity")
                        .put("id", identity.id())
                        .put("kind", identity.kind().name())
                        .put("name", identity.name())
                        .put("arn", identity.arn())
                        .put("status", identity.status().name())
                        .put("statusAt", identity.statusAt().toString())
                        .put("warnedAt", text(steps.warnedAt()))
                        .put("takenAt", text(steps.takenAt()))
                        .put("approvedBy", steps.approvedBy())
                        .put("postponedTo", text(steps.postponedTo()))
                        .putArray("findings");
        identity.findings().forEach(finding -> findings.add(finding.kind().name()));
        return answer;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
