package dev.curfew.core.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule makes of a limit; null leaves a part as it is, and {@link #NEVER} takes its end away.
 *
 * @param enforced as {@link Limit} has it, like the parts that follow
 */
public record Change(
        @Nullable Boolean enforced,
        @Nullable Duration age,
        @Nullable Duration idle,
        @Nullable Duration quarantine,
        @Nullable Duration warning,
        @Nullable Duration deletion,
        @Nullable Duration fresh) {

    /** In place of a duration: as long as it likes. */
    public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** The limit with the parts of this in place of its own. */
    public Limit replacing(Limit limit) {
        return new Limit(
                enforced == null ? limit.enforced() : enforced,
                replaced(limit.age(), age),
                replaced(limit.idle(), idle),
                replaced(limit.quarantine(), quarantine),
                warning == null ? limit.warning() : warning,
                replaced(limit.deletion(), deletion),
                fresh == null ? limit.fresh() : fresh);
    }

    /**
     * The limit with each part that is shorter here. It is enforced only if it was, and this does
     * not switch that off.
     */
    public Limit shortening(Limit limit) {
        return new Limit(
                limit.enforced() && !Boolean.FALSE.equals(enforced),
                shorter(limit.age(), age),
                shorter(limit.idle(), idle),
                shorter(limit.quarantine(), quarantine),
                warning == null ? limit.warning() : min(limit.warning(), warning),
                shorter(limit.deletion(), deletion),
                fresh == null ? limit.fresh() : min(limit.fresh(), fresh));
    }

    private static @Nullable Duration replaced(@Nullable Duration own, @Nullable Duration other) {
        if (other == null) {
            return own;
        }
        return other.equals(NEVER) ? null : other;
    }

    /** The shorter of the two; null is no end. */
    static @Nullable Duration shorter(@Nullable Duration own, @Nullable Duration other) {
        if (own == null || other == null) {
            return replaced(own, other);
        }
        return min(own, other);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
