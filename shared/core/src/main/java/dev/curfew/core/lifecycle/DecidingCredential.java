package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a credential that is neither untouchable nor exempt. */
final class DecidingCredential {

    /**
     * What was switched off this much later than Curfew took it was switched off by somebody else;
     * Curfew's own order may be told of some minutes late.
     */
    private static final Duration OWN_ORDER = Duration.ofHours(1);

    private final Judged judged;
    private final Identity identity;
    private final Limit limit;
    private final Instant born;
    private final @Nullable Instant used;
    private final @Nullable Instant ageEnd;
    private final @Nullable Instant idleEnd;

    private DecidingCredential(Judged judged) {
        this.judged = judged;
        this.identity = judged.identity;
        this.limit = judged.limit;
        this.born = judged.born();
        this.used = judged.used();
        Duration idle = judged.idle();
        this.ageEnd = limit.age() == null ? null : born.plus(limit.age());
        this.idleEnd = idle == null || used == null ? null : used.plus(idle);
    }

    static Decision decide(Judged judged, Identity user, List<Identity> credentials) {
        DecidingCredential deciding = new DecidingCredential(judged);
        return judged.identity.status() == IdentityStatus.ACTIVE
                ? deciding.on(user, credentials)
                : deciding.off();
    }

    private Decision on(Identity user, List<Identity> credentials) {
        Instant end = end();
        if (end == null) {
            return judged.leave(null, "it may grow as old and go unused for as long as it likes");
        }
        Instant earliest = judged.earliest();
        Instant warnAt = Judged.later(end.minus(limit.warning()), earliest);
        String unknown = judged.unknownUse();
        find(unknown == null);
        if (judged.isBefore(warnAt)) {
            return judged.leave(warnAt, facts());
        }
        if (unknown != null) {
            return judged.useUnknown(unknown);
        }
        if (!limit.enforced()) {
            Instant due = Judged.later(end, earliest);
            return judged.isBefore(due)
                    ? judged.of(Action.REPORT, warnAt, facts() + "; it ends at " + due, false)
                    : disable(user, credentials, due);
        }
        Instant warned = judged.steps().warnedAt();
        if (warned == null || warned.isBefore(warnAt)) {
            // A warning of an end that did not come is no warning of this one.
            return judged.of(
                    Action.WARN,
                    warnAt,
                    facts() + "; it is disabled " + Words.span(limit.warning()) + " from now"
                            + (judged.isBefore(end.minus(limit.warning())) ? "" : " at the soonest"),
                    true);
        }
        Instant due = Judged.later(end, warned.plus(limit.warning()));
        return judged.isBefore(due)
                ? judged.leave(due, facts() + "; its owner was warned at " + warned)
                : disable(user, credentials, due);
    }

    private Decision disable(Identity user, List<Identity> credentials, Instant due) {
        if (identity.kind() == IdentityKind.ACCESS_KEY && used != null) {
            for (Identity other : credentials) {
                if (isRival(other, user)) {
                    Decision left = leftBehind(other, used);
                    if (left != null) {
                        return left;
                    }
                }
            }
        }
        return judged.of(Action.DISABLE, due, facts(), limit.enforced());
    }

    private boolean isRival(Identity other, Identity user) {
        return other.kind() == IdentityKind.ACCESS_KEY
                && other.status() == IdentityStatus.ACTIVE
                && !other.id().equals(identity.id())
                && Deciding.exemption(other, user, judged.terms, judged.now) == null;
    }

    /**
     * Leaves this key because the user's other one was used less recently; null when this one was.
     * A user never loses both in one run, and never the one that it works with first.
     */
    private @Nullable Decision leftBehind(Identity other, Instant mine) {
        Identity.Creation made = other.created();
        if (made == null) {
            return judged.useUnknown("when the user's other key, " + other.id() + ", was made");
        }
        Instant theirs = Judged.used(other, made.at());
        String unknown = Judged.unknownUse(other);
        if (unknown != null && (theirs == null || !theirs.isAfter(mine))) {
            return judged.useUnknown("of its user's other key, " + other.id() + ": " + unknown);
        }
        int order = theirs == null ? 0 : theirs.compareTo(mine);
        return order < 0 || (order == 0 && other.id().compareTo(identity.id()) < 0)
                ? judged.leave(
                        null,
                        facts()
                                + "; its user's other key, "
                                + other.id()
                                + ", was used less recently and goes first")
                : null;
    }

    private Decision off() {
        Instant taken = judged.steps().takenAt();
        if (taken == null) {
            return judged.leave(null, "a person switched it off at " + identity.statusAt());
        }
        if (identity.statusAt().isAfter(taken.plus(OWN_ORDER))) {
            return judged.leave(
                    null,
                    "a person switched it off at "
                            + identity.statusAt()
                            + ", after Curfew had done so at "
                            + taken);
        }
        String unknown = judged.unknownUse();
        find(unknown == null);
        String surprise = surprise(taken);
        if (surprise != null) {
            judged.found.add(Finding.Kind.USED_SINCE, surprise);
            return judged.leave(null, surprise);
        }
        String disabled = "Curfew disabled it at " + taken;
        if (limit.deletion() == null) {
            return judged.leave(null, disabled + ", and it may stay so");
        }
        Instant due = Judged.later(taken.plus(limit.deletion()), judged.earliest());
        String reason =
                disabled
                        + ", "
                        + Words.between(taken, judged.now)
                        + " ago; it is deleted after "
                        + Words.span(limit.deletion());
        if (judged.isBefore(due)) {
            return judged.leave(due, reason);
        }
        if (unknown != null) {
            return judged.useUnknown(unknown);
        }
        return judged.of(Action.DELETE, due, reason + " if unused since", limit.enforced());
    }

    /** What shows that it should not have been disabled, or is still wanted; null if nothing. */
    private @Nullable String surprise(Instant taken) {
        Evidence evidence = identity.evidence();
        if (evidence != null
                && evidence.lastUse() instanceof LastUse.Used last
                && last.at().isAfter(taken)) {
            return "it was used at " + last.at() + ", after Curfew disabled it at " + taken;
        }
        Instant end = end();
        return end == null || end.isAfter(taken)
                ? "as is known now, it had not reached its end when Curfew disabled it at " + taken
                : null;
    }

    private @Nullable Instant end() {
        if (ageEnd == null || idleEnd == null) {
            return ageEnd == null ? idleEnd : ageEnd;
        }
        return ageEnd.isBefore(idleEnd) ? ageEnd : idleEnd;
    }

    private void find(boolean useKnown) {
        Duration idle = judged.idle();
        if (useKnown
                && idle != null
                && used != null
                && idleEnd != null
                && !judged.isBefore(idleEnd)) {
            judged.stale(used, idle);
        }
        if (limit.age() != null && ageEnd != null && !judged.isBefore(ageEnd)) {
            judged.found.add(
                    Finding.Kind.OVER_AGE,
                    "made at " + born + "; it may become " + Words.span(limit.age()) + " old");
        }
    }

    /** How old it is and how long it went unused, beside what it may. */
    private String facts() {
        String age =
                limit.age() == null
                        ? ""
                        : Words.between(born, judged.now)
                                + " old, of "
                                + Words.span(limit.age())
                                + " that it may become";
        Duration idle = judged.idle();
        if (idle == null || used == null || judged.unknownUse() != null) {
            return age.isEmpty() ? "it may grow as old as it likes" : age;
        }
        String unused =
                "not used for "
                        + Words.between(used, judged.now)
                        + ", of "
                        + Words.span(idle)
                        + " that it may";
        return age.isEmpty() ? unused : age + "; " + unused;
    }
}
