package dev.curfew.core.lease;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a role's deny list: the sessions of one lease, and of all delegated from it, are
 * denied everything.
 *
 * @param role ARN of the role
 * @param lineage of the lease
 * @param requestedAt when its end was asked for
 * @param until when no session that it concerns can be live any more
 * @param appliedAt when the role's policy held it; null while it does not
 * @param canary whether its lease is only there to see the policy take effect
 * @param session of a session that no lease stands for, its {@code aws:userid}, which alone is
 *     denied then; the lineage names no lease, and only tells the entry from others. Else null
 */
public record Denial(
        String role,
        Lineage lineage,
        Instant requestedAt,
        Instant until,
        @Nullable Instant appliedAt,
        boolean canary,
        @Nullable String session) {

    /** The entry of a lease. */
    public Denial(
            String role,
            Lineage lineage,
            Instant requestedAt,
            Instant until,
            @Nullable Instant appliedAt,
            boolean canary) {
        this(role, lineage, requestedAt, until, appliedAt, canary, null);
    }

    /** The same, held by the role's policy since then. */
    public Denial applied(Instant at) {
        return new Denial(role, lineage, requestedAt, until, at, canary, session);
    }

    public LeaseId lease() {
        return lineage.self();
    }

    /** Whether the role's policy has yet to hold it. */
    public boolean isPending() {
        return appliedAt == null;
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
