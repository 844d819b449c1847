package dev.curfew.core.watch;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first use of a key that went unused for longer than its limit. The evidence of the sweep
 * suggests it, and IAM decides it; but IAM may tell of this very use already.
 */
final class DormantKey implements KeyDetection {

    /** The sweep reads evidence daily, and takes its time. */
    private static final Duration FRESH = Duration.ofHours(26);

    /** IAM tells uses to a quarter of an hour. */
    private static final Duration GRAIN = Duration.ofMinutes(15);

    private final Credentials keys;
    private final Idle idle;

    /** How long a key may go unused. */
    interface Idle {
        /** Null for as long as it likes, and when that is not known. */
        @Nullable Duration of(Identity key, @Nullable Identity user, Instant now);
    }

    DormantKey(Credentials keys, Idle idle) {
        this.keys = keys;
        this.idle = idle;
    }

    @Override
    public Kind kind() {
        return Kind.DORMANT_KEY;
    }

    @Override
    public Optional<Suspicion> look(Used used, Instant now) {
        Identity key = used.key();
        if (key == null || key.status() != IdentityStatus.ACTIVE) {
            return Optional.empty();
        }
        Evidence evidence = key.evidence();
        Instant since = evidence == null ? null : since(key, evidence.lastUse());
        Duration limit = since == null ? null : idle.of(key, used.user(), now);
        Instant at = used.call().at();
        if (evidence == null || since == null || limit == null || !since.plus(limit).isBefore(at)) {
            return Optional.empty();
        }
        LastUse told = keys.lastUse(key);
        Instant last = since(key, told);
        boolean isFirst =
                last != null
                        && (last.plus(limit).isBefore(at)
                                || (!last.isBefore(at.minus(GRAIN))
                                        && evidence.readAt().plus(FRESH).isAfter(at)));
        return isFirst ? Optional.of(suspicion(used, since, limit)) : Optional.empty();
    }

    /** Since when it goes unused by that answer; null when that tells nothing. */
    private static @Nullable Instant since(Identity key, LastUse use) {
        Identity.Creation created = key.created();
        Instant born = created == null ? null : created.at();
        return switch (use) {
            case LastUse.Used(Instant at, var service, var region) ->
                    born != null && born.isAfter(at) ? born : at;
            case LastUse.Never never -> born;
            case LastUse.Untracked untracked -> null;
            case LastUse.Unknown unknown -> null;
        };
    }

    private static Suspicion suspicion(Used used, Instant since, Duration limit) {
        return new Suspicion(
                Kind.DORMANT_KEY,
                Kind.Severity.MEDIUM,
                "called `"
                        + used.call().name()
                        + "` with the key `"
                        + used.id()
                        + "`, which was not used since "
                        + since
                        + "; it may go unused for "
                        + limit.toDays()
                        + " days");
    }
}
