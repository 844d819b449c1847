package dev.curfew.core.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.policy.Context;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import java.util.List;

/**
 * What a lease gives at most: its session policy taken as widely as it can be read. A record tells
 * few of the values that conditions and variables ask for, and who was denied by one of those asked
 * within the scope. So conditions of an Allow are taken to hold and those of a Deny not to, and a
 * resource with a variable in it is any resource.
 */
final class Gift {

    private final JsonNode policy;

    private Gift(JsonNode policy) {
        this.policy = policy;
    }

    static Gift of(String sessionPolicy) {
        return new Gift(Json.read(sessionPolicy));
    }

    /** Whether the policy gives that in no circumstances. */
    boolean excludes(Asked asked) {
        String resource = asked.resource();
        ObjectNode widest = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = widest.putArray("Statement");
        for (JsonNode statement : statements()) {
            if (statement.path("Effect").asText().equals("Allow")) {
                statements.add(widened(statement, resource == null));
            } else if (resource != null && !statement.has("Condition") && !hasVariable(statement)) {
                statements.add(statement);
            }
        }
        if (statements.isEmpty()) {
            return true;
        }
        return switch (Policy.parse(widest.toString())) {
            case Parsed.Valid(Policy valid) ->
                    !(new Evaluator(PolicySet.of(valid))
                                    .decide(
                                            new Request(
                                                    asked.action(),
                                                    resource == null ? "*" : resource,
                                                    Context.EMPTY))
                            instanceof Decision.Allowed);
            // Nothing can be said by a policy that cannot be read.
            case Parsed.Invalid invalid -> false;
        };
    }

    private Iterable<JsonNode> statements() {
        JsonNode statements = policy.path("Statement");
        return statements.isArray() ? statements : List.of(statements);
    }

    private static ObjectNode widened(JsonNode statement, boolean anyResource) {
        ObjectNode widened = statement.deepCopy();
        widened.remove("Condition");
        if (anyResource || hasVariable(statement)) {
            widened.remove(List.of("Resource", "NotResource"));
            widened.put("Resource", "*");
        }
        return widened;
    }

    private static boolean hasVariable(JsonNode statement) {
        return (statement.path("Resource").toString() + statement.path("NotResource"))
                .contains("${");
    }
}
