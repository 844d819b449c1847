package dev.curfew.functions.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.slack.Desk;
import dev.curfew.core.slack.DeskUnavailableException;
import dev.curfew.functions.Answers;
import dev.curfew.functions.SampleAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Operate and revoke as the slack function meets them, on the sample account. */
final class SampleDesk implements Desk {

    final List<JsonNode> asked = new ArrayList<>();

    /** What was not refused. */
    final List<JsonNode> done = new ArrayList<>();

    boolean down;
    private final SampleAccount account;
    private final SampleLeases leases;
    private final Operating operating;

    SampleDesk(SampleAccount account, SampleLeases leases) {
        this.account = account;
        this.leases = leases;
        this.operating =
                new Operating(
                        account.inventory,
                        account.iam,
                        account.credentials(),
                        account.iam,
                        account.catalogue,
                        account.events,
                        SampleAccount.CLOCK);
    }

    @Override
    public JsonNode operate(JsonNode request) {
        meet("operate", request);
        String id = request.path("identity").asText();
        String reason = request.path("reason").asText();
        return switch (request.path("operation").asText()) {
            case "restore" -> answer(request, operating.restore(id, by(request), reason));
            case "exempt" ->
                    answer(
                            request,
                            operating.exempt(
                                    id,
                                    request.path("owner").asText(),
                                    reason,
                                    Duration.parse(request.path("for").asText()),
                                    by(request)));
            default -> throw new AssertionError("no button asks for this: " + request);
        };
    }

    private JsonNode answer(JsonNode request, Operating.Outcome outcome) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        switch (outcome) {
            case Operating.Outcome.Refused(Refusal refusal) -> {
                return Answers.refused(refusal);
            }
            case Operating.Outcome.Done(Identity identity) -> {
                done.add(request);
                about(answer, identity);
            }
            case Operating.Outcome.Exempted(Identity identity, Exemption exemption) -> {
                done.add(request);
                about(answer, identity);
                answer.putObject("exemption")
                        .put("until", exemption.until().toString())
                        .put("by", exemption.by());
            }
            default -> throw new AssertionError("no button does this: " + outcome);
        }
        return answer;
    }

    private static void about(ObjectNode answer, Identity identity) {
        answer.putObject("identity")
                .put("name", identity.name())
                .put("postponedTo", Objects.toString(identity.steps().postponedTo(), null));
    }

    @Override
    public JsonNode revoke(JsonNode request) {
        meet("revoke", request);
        String id = request.path("lease").asText();
        if (id.startsWith("z")) {
            return Answers.refused(
                    new Refusal(
                            "lease-unknown",
                            "there is no lease `" + id + "`",
                            "name one that `curfew lease list` shows"));
        }
        if (leases.journal(id).isEmpty()) {
            done.add(request);
        }
        leases.end(id, LeaseState.REVOKED, by(request));
        ObjectNode answer = Json.MAPPER.createObjectNode().put("lease", id).put("task", "orders");
        answer.putObject("receipt").put("deniedAt", SampleAccount.NOW.toString());
        return answer;
    }

    private void meet(String function, JsonNode request) {
        if (down) {
            throw new DeskUnavailableException(function, new IllegalStateException("a timeout"));
        }
        asked.add(request);
    }

    private String by(JsonNode request) {
        return account.catalogue
                .terms()
                .limits()
                .person(
                        request.at("/onBehalf/slack").asText(),
                        request.at("/onBehalf/team").asText(null))
                .orElseThrow()
                .by();
    }
}
