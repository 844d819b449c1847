package dev.curfew.functions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;

/** The form of answers that several functions give. */
public final class Answers {

    private Answers() {}

    /**
     * {@code {"refused": {"code", "message", "help", "problems"}}}, the problems only where there
     * are several places.
     */
    public static ObjectNode refused(Refusal refusal) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ObjectNode refused =
                answer.putObject("refused")
                        .put("code", refusal.code())
                        .put("message", refusal.message())
                        .put("help", refusal.help());
        if (!refusal.problems().isEmpty()) {
            ArrayNode problems = refused.putArray("problems");
            refusal.problems()
                    .forEach(problem ->
                            problems.addObject()
                                    .put("path", problem.path())
                                    .put("message", problem.message())
                                    .put("help", problem.help()));
        }
        return answer;
    }
}
