package dev.curfew.core.lease;

import java.time.Duration;

/** Opens sessions on brokered roles. */
public interface Sessions {

    /** STS opens no session shorter than this; a shorter lease ends by its session policy. */
    Duration SHORTEST = Duration.ofMinutes(15);

    String LEASE_TAG = "curfew:lease";
    String TASK_TAG = "curfew:task";
    String LINEAGE_TAG = "curfew:lineage";

    /**
     * Opens the session of a lease with its id as session name, its id, task and lineage in the
     * session tags, its holder's id as source identity and its session policy.
     *
     * @throws SessionsUnavailableException when it is not known whether a session was opened
     */
    Opened open(Lease lease, Duration duration);

    /** What STS said. Whatever it refuses, it has opened no session. */
    sealed interface Opened {
        /**
         * The session is open.
         *
         * @param roleId IAM's unique id of the role
         */
        record Live(SessionCredentials credentials, String roleId) implements Opened {}

        /** The role does not exist or does not trust the issuing function. */
        record RoleRefused(String why) implements Opened {}

        /** STS's packed form of policy and tags is over its own, unpublished limit. */
        record TooLargePacked(String why) implements Opened {}

        /** STS found something else wrong with the request. */
        record Rejected(String why) implements Opened {}
    }
}
