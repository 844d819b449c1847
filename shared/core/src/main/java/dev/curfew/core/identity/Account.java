package dev.curfew.core.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * The account itself, asked where events leave a doubt. A failed question is an exception, never an
 * empty answer.
 */
public interface Account {

    /** The user or role that bears the name now; empty when none does. */
    Optional<NameHistory.Bearer> bearerNow(IdentityKind kind, String name);

    /** Whether an access key or service credential can be used now; empty when there is none. */
    Optional<IdentityStatus> statusNow(IdentityKind kind, String id, String userName);

    /** What there is to know of the user or role that bears the name now; empty when none does. */
    Optional<Principal> detailsNow(IdentityKind kind, String name);

    /**
     * A user or role as the account shows it.
     *
     * @param created when it was made, in whole seconds
     * @param details without the time of reading and without the credential report's row
     */
    record Principal(String id, String name, String arn, Instant created, Details details) {}
}
