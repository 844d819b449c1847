package dev.curfew.cli.lease;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.client.Lease;
import dev.curfew.client.LeaseSource;
import java.time.Instant;

/**
 * Leases of a stack, each for the same request. Throws {@link Refused}, or {@link
 * dev.curfew.cli.stack.Trouble} when there is no answer.
 */
public record StackLeases(Stack stack, JsonNode request) implements LeaseSource {

    @Override
    public Lease issue() {
        return switch (stack.invoke(Function.ISSUE, request)) {
            case Answer.Refused(var refusal) -> throw new Refused(refusal);
            case Answer.Done(JsonNode lease) ->
                    new Lease(
                            lease.path("lease").asText(),
                            lease.path("task").asText(),
                            lease.path("AccessKeyId").asText(),
                            lease.path("SecretAccessKey").asText(),
                            lease.path("SessionToken").asText(),
                            Instant.parse(lease.path("expiresAt").asText()));
        };
    }

    @Override
    public void release(Lease lease) {
        JsonNode asked = JsonNodeFactory.instance.objectNode().put("lease", lease.id());
        if (stack.invoke(Function.RELEASE, asked) instanceof Answer.Refused(var refusal)) {
            throw new Refused(refusal);
        }
    }
}
