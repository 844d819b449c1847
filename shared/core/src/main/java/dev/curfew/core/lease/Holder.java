package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;

/**
 * Who answers for a lease: the principal that asked for the first lease of its chain.
 *
 * @param id IAM's unique id of that user or role, the account's id for its root user
 * @param principal its ARN
 * @param arn what STS called it when it asked; for a role the session is named here
 */
public record Holder(String id, String principal, String arn) {

    static Holder of(Caller caller) {
        return new Holder(caller.id(), caller.principal(), caller.arn());
    }

    boolean is(Caller caller) {
        return id.equals(caller.id());
    }
}
