package dev.curfew.core.slack;

import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * As much of a lease as is shown in Slack: not what it gives.
 *
 * @param holder the principal that holds it
 * @param endedAt null while it has not ended
 * @param deniedAt when its role's policy denied it; null when it did not
 * @param seenAt when that was seen; null when it was not
 */
public record LeaseGlance(
        LeaseId id,
        LeaseState state,
        String task,
        String agent,
        String holder,
        String reason,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable Instant deniedAt,
        @Nullable Instant seenAt) {}
