package dev.curfew.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What a function answered. */
public sealed interface Answer {

    /** It did as asked. The body may hold a credential, so it stays out of text. */
    record Done(JsonNode body) implements Answer {
        @Override
        public String toString() {
            return "Done[…]";
        }
    }

    /** It will not. */
    record Refused(Refusal refusal) implements Answer {}

    /** Reads the JSON that a function answered. */
    static Answer of(JsonNode body) {
        JsonNode refused = body.path("refused");
        if (!refused.isObject()) {
            return new Done(body);
        }
        List<Problem> problems = new ArrayList<>();
        for (JsonNode problem : refused.path("problems")) {
            problems.add(
                    new Problem(
                            problem.path("path").asText(),
                            problem.path("message").asText(),
                            problem.path("help").asText()));
        }
        return new Refused(
                new Refusal(
                        refused.path("code").asText(),
                        refused.path("message").asText(),
                        refused.path("help").asText(),
                        problems));
    }
}
