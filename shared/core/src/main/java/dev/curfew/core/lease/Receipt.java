package dev.curfew.core.lease;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how an end took effect. What was not seen is not claimed.
 *
 * @param requestedAt when the end was asked for
 * @param deniedAt when IAM had taken the role's policy that denies the session
 * @param seenAt when that policy was first seen to deny; null while it was not
 * @param seenBy how it was seen
 */
public record Receipt(
        Instant requestedAt, Instant deniedAt, @Nullable Instant seenAt, Witness seenBy) {

    /** How a denial was seen. */
    public enum Witness {
        /** A session opened for this, which the same policy denies, was called until refused. */
        CANARY,
        /** The session's own first refused call stands in the audit log. */
        TRAIL,
        /** It was not seen. */
        NONE
    }

    static Receipt unseen(Instant requestedAt, Instant deniedAt) {
        return new Receipt(requestedAt, deniedAt, null, Witness.NONE);
    }

    Receipt seen(Instant at, Witness by) {
        return new Receipt(requestedAt, deniedAt, at, by);
    }
}
