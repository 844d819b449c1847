package dev.curfew.core.task;

import dev.curfew.policy.Policy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue entry: what kind of work may be given a credential, and within which bounds.
 *
 * @param name unique in the catalogue
 * @param description what the task is for, for people
 * @param roles ARNs of the brokered roles that carry its sessions; the least loaded is taken
 * @param ceiling the policy that nothing issued for the task may exceed
 * @param longestDuration the longest that a lease may last
 * @param requesters principal ARN patterns that may ask for it
 * @param delegationDepth how many times a lease may be handed on
 * @param networks CIDR ranges and VPC ids a session may be used from; empty for any
 */
public record Task(
        String name,
        @Nullable String description,
        List<String> roles,
        Policy ceiling,
        Duration longestDuration,
        List<String> requesters,
        int delegationDepth,
        List<String> networks) {

    /** A session of an agent lasts a quarter of an hour unless its task says otherwise. */
    public static final Duration DEFAULT_LONGEST = Duration.ofMinutes(15);

    /** STS gives a session that was opened by another session one hour at most (role chaining). */
    public static final Duration LONGEST = Duration.ofHours(1);

    public static final int DEFAULT_DELEGATION_DEPTH = 3;

    /** The name that leases go by which are only there to see a denial; no task has it. */
    public static final String CANARY = "curfew-canary";

    public Task {
        roles = List.copyOf(roles);
        requesters = List.copyOf(requesters);
        networks = List.copyOf(networks);
    }
}
