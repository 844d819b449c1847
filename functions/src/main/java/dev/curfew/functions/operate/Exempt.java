package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Durations;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Switches the limits off for one identity, for a while. */
final class Exempt implements Operation {

    private final Operating operating;

    Exempt(Operating operating) {
        this.operating = operating;
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
        return Outcomes.reply(
                operating.exempt(
                        request.path("identity").asText(),
                        request.path("owner").asText(),
                        request.path("reason").asText(),
                        parsed.get(),
                        by));
    }
}
