package dev.curfew.core.caller;

import java.util.Optional;

/** The roles of the account: STS names the role of a session without its path. */
public interface CallerRoles {

    /**
     * ARN, with its path, of the role that has the name and the unique id; empty when the name has
     * no bearer or another one.
     */
    Optional<String> arn(String name, String id);
}
