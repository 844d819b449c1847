package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a role or a user that is neither untouchable nor exempt. */
final class DecidingPrincipal {

    private DecidingPrincipal() {}

    static Decision role(Judged judged) {
        if (judged.identity.status() == IdentityStatus.QUARANTINED) {
            return judged.leave(null, "it is quarantined since " + judged.identity.statusAt());
        }
        Instant used = Judged.later(judged.born(), known(judged.used(), judged.born()));
        Instant reported = after(judged, used, judged.idle());
        Instant quarantined = after(judged, used, judged.limit.quarantine());
        Instant next = earlier(reported, quarantined);
        if (next == null) {
            return judged.leave(null, "it may go unused for as long as it likes");
        }
        String facts = "not used for " + Words.between(used, judged.now);
        String unknown = judged.unknownUse();
        if (judged.isBefore(next)) {
            return judged.leave(next, unknown == null ? facts : "its last use is not known yet");
        }
        if (unknown != null) {
            return judged.useUnknown(unknown);
        }
        Duration idle = known(judged.idle(), judged.limit.quarantine());
        if (idle != null) {
            judged.stale(used, idle);
            facts += ", of " + Words.span(idle) + " that it may";
        }
        if (quarantined == null || judged.limit.quarantine() == null) {
            return judged.of(Action.REPORT, next, facts, judged.limit.enforced());
        }
        String quarantine =
                "; it is quarantined after " + Words.span(judged.limit.quarantine()) + " unused";
        String approvedBy = judged.steps().approvedBy();
        if (judged.isBefore(quarantined)) {
            return judged.of(
                    Action.REPORT,
                    next,
                    facts + quarantine + (approvedBy == null ? " if a person approves" : ""),
                    judged.limit.enforced());
        }
        return approvedBy == null
                ? judged.of(
                        Action.REPORT,
                        next,
                        facts + quarantine + ", which waits for a person's approval",
                        judged.limit.enforced())
                : judged.of(
                        Action.QUARANTINE,
                        quarantined,
                        facts + quarantine + ", which " + approvedBy + " approved",
                        judged.limit.enforced());
    }

    static Decision user(Judged judged, List<Identity> credentials) {
        Identity user = judged.identity;
        Details details = user.details();
        if (!credentials.isEmpty()) {
            return judged.leave(null, "it holds " + credentials.size() + " of its credentials");
        }
        if (details.readAt() == null) {
            return judged.leave(null, "whether it has a password is not known yet");
        }
        if (details.password()) {
            return judged.leave(null, "it has a password");
        }
        Evidence evidence = user.evidence();
        if (evidence != null && evidence.lastUse() instanceof LastUse.Unknown(String why)) {
            return judged.useUnknown(why);
        }
        Instant due = judged.earliest();
        if (evidence != null && evidence.lastUse() instanceof LastUse.Used used) {
            if (judged.limit.idle() == null) {
                return judged.leave(null, "it may go unused for as long as it likes");
            }
            due = Judged.later(due, used.at().plus(judged.limit.idle()));
        }
        String facts =
                "it has no password and no credential, and is "
                        + Words.between(judged.born(), judged.now)
                        + " old";
        if (judged.isBefore(due)) {
            return judged.leave(due, facts);
        }
        judged.found.add(
                Finding.Kind.EMPTY_USER,
                "made at " + judged.born() + "; it has no password and no credential");
        return judged.of(Action.REPORT, due, facts, judged.limit.enforced());
    }

    private static @Nullable Instant after(
            Judged judged, Instant used, @Nullable Duration duration) {
        return duration == null ? null : Judged.later(used.plus(duration), judged.earliest());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static <T extends @Nullable Object> T known(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
