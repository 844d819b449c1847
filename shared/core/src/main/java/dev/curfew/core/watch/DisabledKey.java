package dev.curfew.core.watch;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.Credentials.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call with a key that is disabled or deleted, or that nobody knows. The inventory hears late of
 * what happens, so IAM is asked before anything is said.
 */
final class DisabledKey implements KeyDetection {

    /** For so long after it was switched off a key may still be let through. */
    static final Duration PROPAGATION = Duration.ofMinutes(5);

    /** For so long after a call the events that would explain it may still be under way. */
    static final Duration LATE = Duration.ofMinutes(2);

    /** By then the daily sweep has listed every user's keys, also those it lists once a week. */
    static final Duration KNOWN_BY = Duration.ofDays(8);

    private final Credentials keys;

    DisabledKey(Credentials keys) {
        this.keys = keys;
    }

    @Override
    public Kind kind() {
        return Kind.DISABLED_KEY;
    }

    @Override
    public Optional<Suspicion> look(Used used, Instant now) {
        String userName = used.userName();
        Instant since = since(used.key(), used.user());
        boolean isUnknown = used.key() == null;
        if (userName == null
                || (!isUnknown && since == null)
                || (since != null && !used.call().at().isAfter(since.plus(PROPAGATION)))) {
            return Optional.empty();
        }
        Listed listed =
                keys.of(userName).stream()
                        .flatMap(List::stream)
                        .filter(each -> each.id().equals(used.id()))
                        .findFirst()
                        .orElse(null);
        if (listed != null && listed.status() == IdentityStatus.ACTIVE) {
            return isUnknown && isOld(listed.created(), used.user(), now)
                    ? Optional.of(
                            suspicion(used, Kind.Severity.LOW, "the inventory does not know", true))
                    : Optional.empty();
        }
        boolean isCertain = !isUnknown || used.call().at().plus(LATE).isBefore(now);
        return Optional.of(
                suspicion(
                        used,
                        Kind.Severity.HIGH,
                        listed == null
                                ? "its user does not have"
                                : "is inactive since " + Objects.requireNonNullElse(since, now),
                        isCertain));
    }

    /** Since when it is known not to be usable; null when it is usable or not known. */
    private static @Nullable Instant since(@Nullable Identity key, @Nullable Identity user) {
        if (key == null) {
            return null;
        }
        if (key.status() != IdentityStatus.ACTIVE) {
            return key.statusAt();
        }
        return user == null || user.status() == IdentityStatus.ACTIVE ? null : user.statusAt();
    }

    /** Before the first sweep nobody is known; a user who is, long since, has had keys listed. */
    private static boolean isOld(Instant created, @Nullable Identity user, Instant now) {
        return user != null
                && user.recordedAt().plus(KNOWN_BY).isBefore(now)
                && created.plus(KNOWN_BY).isBefore(now);
    }

    private static Suspicion suspicion(
            Used used, Kind.Severity severity, String what, boolean isCertain) {
        return new Suspicion(
                Kind.DISABLED_KEY,
                severity,
                "called `"
                        + used.call().name()
                        + "` with the key `"
                        + used.id()
                        + "`, which "
                        + what,
                isCertain);
    }
}
