package dev.curfew.core.lease;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.task.Network;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.time.Instant;
import java.util.List;

/**
 * What a session is opened with: the scope, and Deny statements of ours beside it. A Deny holds
 * whatever the scope's own conditions say, and also against resource policies that name the
 * session. See
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
final class SessionPolicy {

    /** STS takes no longer plaintext. */
    static final int LONGEST = 2048;

    private SessionPolicy() {}

    /** The scope, denied everything from the deadline on and from outside the networks. */
    static Policy render(Policy scope, Instant deadline, List<String> networks) {
        ArrayNode statements = Json.MAPPER.createArrayNode();
        deny(statements)
                .putObject("DateGreaterThanEquals")
                .put("aws:CurrentTime", deadline.toString());
        if (!networks.isEmpty()) {
            outside(networks, deny(statements));
        }
        ObjectNode guard = Json.MAPPER.createObjectNode();
        guard.set("Statement", statements);
        return switch (Policy.parse(guard.toString())) {
            case Parsed.Valid(Policy ours) -> scope.plus(ours);
            case Parsed.Invalid(var problems) ->
                    throw new IllegalStateException("our own Deny is not valid: " + problems);
        };
    }

    private static ObjectNode deny(ArrayNode statements) {
        return statements
                .addObject()
                .put("Effect", "Deny")
                .put("Action", "*")
                .put("Resource", "*")
                .putObject("Condition");
    }

    /**
     * All conditions of a statement must hold for it to deny: outside every range and outside every
     * VPC. A negated operator holds when its key is absent, so a call that does not say where it
     * comes from is denied. Calls that an AWS service makes on the session's behalf come from that
     * service's network and are let through.
     */
    private static void outside(List<String> networks, ObjectNode condition) {
        List<String> ranges = networks.stream().filter(network -> !Network.isVpc(network)).toList();
        List<String> vpcs = networks.stream().filter(Network::isVpc).toList();
        if (!ranges.isEmpty()) {
            ranges.forEach(condition.putObject("NotIpAddress").putArray("aws:SourceIp")::add);
        }
        if (!vpcs.isEmpty()) {
            vpcs.forEach(condition.putObject("StringNotEquals").putArray("aws:SourceVpc")::add);
        }
        condition.putObject("BoolIfExists").put("aws:ViaAWSService", "false");
    }
}
