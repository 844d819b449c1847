package dev.curfew.core.lease;

import java.time.Instant;
import java.util.List;

/**
 * What a lease gives, to whom and until when. It is settled when the lease is written and never
 * changes. Times are whole seconds, as IAM compares them.
 *
 * @param holder who answers for it
 * @param agent a label that says which agent or job uses it
 * @param task the task's name
 * @param role ARN of the brokered role whose session it is
 * @param lineage the leases that it was delegated through, itself the last
 * @param delegationsLeft how many times it can be handed on
 * @param reason what the holder said it is for
 * @param scope the IAM policy that was asked for
 * @param sessionPolicy the policy its session was opened with, as sent to STS
 * @param networks the session works only from within each of these lists of networks: its task's
 *     and those of the leases above it
 * @param issuedAt when it was written ahead
 * @param expiresAt its deadline: from this second on the session is denied everything
 * @param sessionEndsAt when STS has certainly ended the session, whatever happened in between
 */
public record Grant(
        Holder holder,
        String agent,
        String task,
        String role,
        Lineage lineage,
        int delegationsLeft,
        String reason,
        String scope,
        String sessionPolicy,
        List<List<String>> networks,
        Instant issuedAt,
        Instant expiresAt,
        Instant sessionEndsAt) {

    public Grant {
        networks = networks.stream().map(List::copyOf).toList();
    }

    /** The same on another role. */
    Grant on(String role) {
        return new Grant(
                holder,
                agent,
                task,
                role,
                lineage,
                delegationsLeft,
                reason,
                scope,
                sessionPolicy,
                networks,
                issuedAt,
                expiresAt,
                sessionEndsAt);
    }
}
