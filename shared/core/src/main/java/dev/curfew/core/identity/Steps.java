package dev.curfew.core.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the limits have gone with an identity.
 *
 * @param warnedAt when its owner was told that it will be disabled; null before
 * @param takenAt when Curfew disabled or quarantined it; null when it did not, or when a person has
 *     restored it since
 * @param approvedBy ARN of the person who let it be quarantined; null while nobody has
 * @param postponedTo no step is taken before; a restore sets it
 */
public record Steps(
        @Nullable Instant warnedAt,
        @Nullable Instant takenAt,
        @Nullable String approvedBy,
        @Nullable Instant postponedTo) {

    public static final Steps NONE = new Steps(null, null, null, null);

    public Steps warned(Instant at) {
        return new Steps(at, takenAt, approvedBy, postponedTo);
    }

    public Steps taken(Instant at) {
        return new Steps(warnedAt, at, approvedBy, postponedTo);
    }

    /** Not taken after all. */
    public Steps left() {
        return new Steps(warnedAt, null, approvedBy, postponedTo);
    }

    public Steps approved(String by) {
        return new Steps(warnedAt, takenAt, by, postponedTo);
    }

    /** Back at the beginning, which is not before that time. */
    public static Steps postponed(Instant to) {
        return new Steps(null, null, null, to);
    }
}
