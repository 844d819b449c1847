package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An identity that is being decided on, and the times that follow from what is known of it. */
final class Judged {

    final Identity identity;
    final Limit limit;
    final Terms terms;
    final Instant now;
    final Findings found;

    Judged(Identity identity, Limit limit, Terms terms, Instant now) {
        this.identity = identity;
        this.limit = limit;
        this.terms = terms;
        this.now = now;
        this.found = new Findings(identity, now);
    }

    /** When it was made. */
    Instant born() {
        Identity.Creation created = identity.created();
        return created == null ? now : created.at();
    }

    /** Until when it went unused at the least; null when AWS keeps no record of its use. */
    @Nullable Instant used() {
        return used(identity, born());
    }

    static @Nullable Instant used(Identity identity, Instant born) {
        Evidence evidence = identity.evidence();
        if (evidence == null) {
            return born;
        }
        return switch (evidence.lastUse()) {
            case LastUse.Used used -> later(born, used.at());
            case LastUse.Never never -> born;
            case LastUse.Unknown unknown -> born;
            case LastUse.Untracked untracked ->
                    Deciding.isTracked(identity.kind()) ? born : null;
        };
    }

    /** Why it is not known when it was used last; null when it is, or when AWS never knows. */
    @Nullable String unknownUse() {
        return unknownUse(identity);
    }

    static @Nullable String unknownUse(Identity identity) {
        Evidence evidence = identity.evidence();
        if (evidence == null) {
            return "nothing was asked";
        }
        return switch (evidence.lastUse()) {
            case LastUse.Used used -> null;
            case LastUse.Never never -> null;
            case LastUse.Unknown(String why) -> why;
            case LastUse.Untracked untracked ->
                    Deciding.isTracked(identity.kind()) ? "AWS keeps no record" : null;
        };
    }

    /** How long it may go unused; null for as long as it likes. */
    @Nullable Duration idle() {
        return Findings.of(identity.findings(), Finding.Kind.ORPHANED) == null
                ? limit.idle()
                : Change.shorter(limit.idle(), terms.limits().orphanedAfter());
    }

    /** Before this, nothing becomes of it: it is new, or a person has restored it. */
    Instant earliest() {
        Instant earliest = born().plus(limit.fresh());
        Instant taken = identity.steps().takenAt();
        if (taken != null
                && identity.status() == IdentityStatus.ACTIVE
                && identity.statusAt().isAfter(taken)) {
            // A person switched it on by hand.
            earliest = later(earliest, identity.statusAt().plus(terms.limits().restore()));
        }
        Instant postponed = identity.steps().postponedTo();
        return postponed == null ? earliest : later(earliest, postponed);
    }

    Steps steps() {
        return identity.steps();
    }

    boolean isBefore(Instant time) {
        return now.isBefore(time);
    }

    void stale(Instant used, Duration idle) {
        found.add(
                Finding.Kind.STALE,
                "not used since " + used + "; it may go unused for " + Words.span(idle));
    }

    Decision of(Action action, @Nullable Instant due, String reason, boolean enforced) {
        if (action != Action.QUARANTINE) {
            found.drop(Finding.Kind.NO_ROOM);
        }
        return new Decision(action, due, reason, enforced, found.all());
    }

    /** Nothing is to be done before that time, or ever. */
    Decision leave(@Nullable Instant next, String reason) {
        return of(Action.LEAVE, next, reason, limit.enforced());
    }

    /** Nothing is done because something is not known. */
    Decision unknown(String what) {
        found.add(Finding.Kind.USE_UNKNOWN, what + ", so nothing is done");
        return leave(null, what);
    }

    /** Nothing is done because its last use is not known; why that is may change from day to day. */
    Decision useUnknown(String why) {
        found.add(
                Finding.Kind.USE_UNKNOWN, "when it was used last is not known, so nothing is done");
        return leave(null, "when it was used last is not known: " + why);
    }

    /** It is none of Curfew's business. */
    Decision untouched(String why) {
        return new Decision(Action.LEAVE, null, why, false, List.of());
    }

    static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
