package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.watch.Closing;
import dev.curfew.core.watch.Finding;
import java.util.Objects;

/** Closes a finding about a session, a key or a change. */
final class CloseFinding implements Operation {

    private final Closing closing;

    CloseFinding(Closing closing) {
        this.closing = closing;
    }

    @Override
    public String name() {
        return "finding.close";
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        return switch (closing.close(
                request.path("finding").asText(), by, request.path("reason").asText())) {
            case Closing.Closed.Done(Finding finding) -> {
                Finding.Closing closed = Objects.requireNonNull(finding.closing());
                ObjectNode answer = Json.MAPPER.createObjectNode();
                answer.putObject("closed")
                        .put("finding", finding.id())
                        .put("kind", finding.kind().name())
                        .put("at", closed.at().toString())
                        .put("by", closed.by())
                        .put("reason", closed.reason());
                yield new Reply.Done(answer);
            }
            case Closing.Closed.Refused(Refusal refusal) -> new Reply.Refused(refusal);
        };
    }
}
