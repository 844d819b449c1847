package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an identity: a pure function of what is known of it.
 *
 * <ul>
 *   <li>What is not known is never taken for unused: then nothing is done, and a finding says so.
 *   <li>A credential ends when it is too old or went unused for too long, whichever is first; one
 *       that was never used went unused since it was made. It is disabled then, but not before its
 *       owner was warned of this very end, and not sooner after the warning than the limit says.
 *   <li>It is deleted if Curfew disabled it, that long ago, and it turned out unused since.
 *   <li>A role is shown to people when it went unused; it is quarantined later, and only if a
 *       person has approved. A user that nothing uses is shown.
 *   <li>An identity that nobody answers for may go unused for a shorter while. One that is in use
 *       is never disabled for having no owner.
 *   <li>What a person switched on by hand after Curfew had taken it counts as restored at that
 *       time; what a person switched off is left alone.
 * </ul>
 */
public final class Deciding {

    static final Duration LONGEST_EXEMPTION = Duration.ofDays(90);
    private static final Duration EXEMPTION_NOTICE = Duration.ofDays(14);

    private Deciding() {}

    /**
     * Decides.
     *
     * @param user the user whom a credential belongs to; null when it is not known, or for a
     *     principal
     * @param credentials every credential of that user, or of the principal itself; with {@code
     *     identity} where it is one
     */
    public static Decision decide(
            Identity identity,
            @Nullable Identity user,
            List<Identity> credentials,
            Terms terms,
            Instant now) {
        Judged judged = new Judged(identity, terms.limits().of(identity, user), terms, now);
        if (identity.status() == IdentityStatus.DELETED) {
            return judged.untouched("it is deleted");
        }
        Identity bearer = identity.kind().isPrincipal() ? identity : user;
        if (bearer == null) {
            return judged.unknown("whose it is is not known");
        }
        String path = bearer.path();
        if (path == null) {
            return judged.unknown("its path is not known");
        }
        String untouchable = Untouched.why(identity, bearer, path, terms);
        if (untouchable != null) {
            return judged.untouched(untouchable);
        }
        Exemption exemption = exemption(identity, bearer, terms, now);
        if (exemption != null) {
            return exempt(judged, exemption, now);
        }
        if (identity.created() == null) {
            return judged.unknown("when it was made is not known");
        }
        return switch (identity.kind()) {
            case ROLE -> DecidingPrincipal.role(judged);
            case USER -> DecidingPrincipal.user(judged, credentials);
            case ACCESS_KEY, SERVICE_CREDENTIAL, SSH_PUBLIC_KEY, SIGNING_CERTIFICATE ->
                    DecidingCredential.decide(judged, bearer, credentials);
        };
    }

    /** The exemption that holds now for an identity: its own, or that of its user. */
    static @Nullable Exemption exemption(
            Identity identity, Identity bearer, Terms terms, Instant now) {
        Exemption own = terms.exemptions().get(identity.id());
        if (own != null && now.isBefore(end(own))) {
            return own;
        }
        Exemption users = terms.exemptions().get(bearer.id());
        return users != null && now.isBefore(end(users)) ? users : null;
    }

    /** No exemption holds for longer than any may, whatever the catalogue says. */
    private static Instant end(Exemption exemption) {
        Instant latest = exemption.since().plus(LONGEST_EXEMPTION);
        return exemption.until().isBefore(latest) ? exemption.until() : latest;
    }

    private static Decision exempt(Judged judged, Exemption exemption, Instant now) {
        Instant end = end(exemption);
        boolean own = exemption.identity().equals(judged.identity.id());
        if (own && !now.isBefore(end.minus(EXEMPTION_NOTICE))) {
            judged.found.add(
                    Finding.Kind.EXEMPTION_ENDS,
                    "its exemption ends at " + end + "; " + exemption.owner() + " asked for it");
        }
        judged.found.drop(Finding.Kind.NO_ROOM);
        return judged.leave(
                end,
                (own ? "it is exempt until " : "its user is exempt until ")
                        + end
                        + ": "
                        + exemption.reason());
    }

    /** Whether the kind's use is told for certain, so that not knowing it means to leave it. */
    static boolean isTracked(IdentityKind kind) {
        return kind == IdentityKind.ACCESS_KEY || kind == IdentityKind.ROLE;
    }
}
