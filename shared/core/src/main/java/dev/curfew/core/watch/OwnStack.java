package dev.curfew.core.watch;

import dev.curfew.core.task.Requesters;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What holds sessions in, and who may change it.
 *
 * @param name of the stack, with which the names of its rules, functions and log groups begin
 * @param resources names, ids or ARNs of what has a name of its own: tables, queues, buckets, keys
 * @param roles ARNs of the roles of the stack's functions
 * @param revoke ARN of the one that writes deny policies
 * @param deployers patterns of the principals that may change all this; none for whoever has
 *     CloudFormation do it
 */
public record OwnStack(
        String name,
        Set<String> resources,
        Set<String> roles,
        String revoke,
        List<String> deployers) {

    static final String DENY_POLICY = "curfew-deny";

    private static final String CLOUDFORMATION = "cloudformation.amazonaws.com";
    private static final List<String> NAMED =
            List.of("functionName", "rule", "name", "eventBusName", "logGroupName");

    public OwnStack {
        Set<String> names = new HashSet<>();
        for (String resource : resources) {
            names.add(resource);
            names.add(last(resource));
        }
        resources = Set.copyOf(names);
        roles = Set.copyOf(roles);
        deployers = List.copyOf(deployers);
        for (String deployer : deployers) {
            if (!deployer.startsWith("arn:") || deployer.split(":", -1).length < 6) {
                throw new IllegalArgumentException("`" + deployer + "` is no ARN of a deployer");
            }
        }
    }

    /** Whether a call names something of the stack. */
    boolean isNamedBy(Call call) {
        return call.request().entrySet().stream()
                .anyMatch(asked ->
                        NAMED.contains(asked.getKey())
                                ? isNamed(asked.getValue()) || isOwn(asked.getValue())
                                : isOwn(asked.getValue()));
    }

    /** Policies at Curfew's path: the boundary, and what each brokered role may do. */
    static boolean isPolicy(Call call) {
        return call.asked("policyArn").contains(":policy/curfew/");
    }

    private boolean isNamed(String value) {
        // The name within arn:aws:lambda:REGION:ACCOUNT:function:NAME or …:rule/NAME.
        String[] parts = value.split(":", -1);
        String last =
                parts[0].equals("arn") && parts.length > 5
                        ? parts[parts.length > 6 ? 6 : 5]
                        : value;
        last = last.startsWith("rule/") ? last.substring("rule/".length()) : last;
        return last.equals(name)
                || last.startsWith(name + "-")
                || last.startsWith(name + "/")
                || last.startsWith("/curfew/" + name + "/");
    }

    private boolean isOwn(String value) {
        return resources.contains(value) || resources.contains(last(value));
    }

    private static String last(String resource) {
        return resource.substring(
                Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
    }

    /** Whether a principal may change what holds sessions in. */
    boolean mayChange(Call.Actor actor) {
        if (actor.type().equals("AWSService")) {
            return true; // such as DynamoDB itself, cleaning up
        }
        return deployers.isEmpty()
                ? CLOUDFORMATION.equals(actor.invokedBy())
                : Requesters.name(actor.principal(), actor.principal(), deployers);
    }

    /** Whether it is one of the stack's own functions. */
    boolean isFunction(Call.Actor actor) {
        return roles.contains(actor.principal());
    }
}
