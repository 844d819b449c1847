package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Durations;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Switches the limits off for one identity, for a while. */
final class Exempt implements Operation {

    private final Operating operating;
    private final Catalogue catalogue;

    Exempt(Operating operating, Catalogue catalogue) {
        this.operating = operating;
        this.catalogue = catalogue;
    }

    @Override
    public String name() {
        return "exempt";
    }

    @Override
    public boolean isForOthers() {
        return true;
    }

    @Override
    public Reply carryOut(String by, JsonNode request) {
        String length = request.path("for").asText();
        Optional<Duration> parsed = Durations.parse(length);
        if (parsed.isEmpty()) {
            return new Reply.Refused(
                    Refusal.of(
                            "request-invalid",
                            "the request",
                            List.of(
                                    new Problem(
                                            "/for",
                                            "`" + length + "` is not a duration",
                                            "write it as 30d or P30D"))));
        }
        String identity = request.path("identity").asText();
        Operating.Outcome outcome =
                operating.exempt(
                        identity,
                        request.path("owner").asText(),
                        request.path("reason").asText(),
                        parsed.get(),
                        by);
        Reply reply = Outcomes.reply(outcome);
        if (reply instanceof Reply.Done(ObjectNode answer)) {
            Exemption given = catalogue.terms().exemptions().get(identity);
            if (given != null) {
                answer.putObject("exemption")
                        .put("owner", given.owner())
                        .put("reason", given.reason())
                        .put("since", given.since().toString())
                        .put("until", given.until().toString())
                        .put("by", given.by());
            }
        }
        return reply;
    }
}
