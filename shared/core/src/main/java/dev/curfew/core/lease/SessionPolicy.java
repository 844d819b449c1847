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
 * What a session is opened with: the scope, the doors, and Deny statements of ours. A Deny holds
 * whatever the scope's own conditions say, and also against resource policies that name the
 * session. See
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
final class SessionPolicy {

    /** STS takes no longer plaintext. */
    static final int LONGEST = 2048;

    private SessionPolicy() {}

    /**
     * The scope, denied everything from the deadline on and from outside each list of networks.
     * What a session can do apart from the doors.
     */
    static Policy confine(Policy scope, Instant deadline, List<List<String>> networks) {
        ArrayNode statements = Json.MAPPER.createArrayNode();
        deny(statements)
                .putObject("DateGreaterThanEquals")
                .put("aws:CurrentTime", deadline.toString());
        networks.forEach(list -> outside(list, deny(statements)));
        return scope.plus(ours(statements));
    }

    /** A confined scope with the doors beside it, as it goes to STS. */
    static Policy open(Policy confined, Doors doors) {
        ArrayNode statements = Json.MAPPER.createArrayNode();
        ObjectNode allow =
                statements
                        .addObject()
                        .put("Effect", "Allow")
                        .put("Action", "lambda:InvokeFunction");
        allow.putArray("Resource").add(doors.issue()).add(doors.release());
        return confined.plus(ours(statements));
    }

    /** A policy that allows the release door alone, until the deadline. */
    static Policy doorsAlone(Doors doors, Instant deadline) {
        ArrayNode statements = Json.MAPPER.createArrayNode();
        statements
                .addObject()
                .put("Effect", "Allow")
                .put("Action", "lambda:InvokeFunction")
                .put("Resource", doors.release());
        return confine(ours(statements), deadline, List.of());
    }

    private static Policy ours(ArrayNode statements) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.set("Statement", statements);
        return read(document.toString());
    }

    /** Reads a policy that was checked before. */
    static Policy read(String text) {
        return switch (Policy.parse(text)) {
            case Parsed.Valid(Policy policy) -> policy;
            case Parsed.Invalid(var problems) ->
                    throw new IllegalStateException("our own policy is not valid: " + problems);
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
