package dev.curfew.core.lease;

import dev.curfew.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;

/**
 * Opens the session of a lease that is written first, so that a session nobody knows of cannot
 * exist: whatever breaks in between, the lease is there and {@link Expiring} closes it.
 */
final class Opener {

    /** How much later than asked STS may open the session, and clocks may differ. */
    private static final Duration MARGIN = Lease.PENDING_LIMIT.plusSeconds(30);

    private final Leases leases;
    private final Sessions sessions;
    private final LeaseEvents events;

    Opener(Leases leases, Sessions sessions, LeaseEvents events) {
        this.leases = leases;
        this.sessions = sessions;
        this.events = events;
    }

    sealed interface Opened {
        /** The credentials are here alone. */
        record Live(Lease lease, SessionCredentials credentials) implements Opened {}

        /** It was not written ahead, so nothing was asked of STS. */
        record NotWritten(Leases.Opening why) implements Opened {}

        record Refused(Refusal refusal) implements Opened {}
    }

    /** When STS has certainly ended a session for a lease written at that time. */
    static Instant sessionEnd(Instant issuedAt, Instant expiresAt) {
        return issuedAt.plus(sessionLength(issuedAt, expiresAt)).plus(MARGIN);
    }

    private static Duration sessionLength(Instant issuedAt, Instant expiresAt) {
        Duration asked = Duration.between(issuedAt, expiresAt);
        return asked.compareTo(Sessions.SHORTEST) > 0 ? asked : Sessions.SHORTEST;
    }

    /**
     * @param by who asked: a principal's ARN, or a part of Curfew
     * @throws SessionsUnavailableException when STS gave no clear answer; the lease is left to
     *     {@link Expiring}
     */
    Opened open(Grant grant, String by, Leases.Limits limits, Instant now) {
        Lease.Change requested = Lease.requested(grant, by);
        Leases.Opening written = leases.open(requested, limits);
        if (written != Leases.Opening.OPENED) {
            return new Opened.NotWritten(written);
        }
        Lease pending = requested.after();
        Duration length = sessionLength(grant.issuedAt(), grant.expiresAt());
        return switch (sessions.open(pending, length)) {
            case Sessions.Opened.Live(SessionCredentials credentials, String roleId) ->
                    activate(pending, credentials, roleId, now);
            case Sessions.Opened.RoleRefused(String why) ->
                    failed(
                            pending,
                            now,
                            new Refusal(
                                    "role-not-assumable",
                                    "the role `" + grant.role() + "` cannot be assumed: " + why,
                                    "make it with brokered-role.yaml, which lets the issue function in"));
            case Sessions.Opened.TooLargePacked(String why) ->
                    failed(
                            pending,
                            now,
                            new Refusal(
                                    "scope-too-long",
                                    "the session policy of "
                                            + grant.sessionPolicy().length()
                                            + " characters is too large in STS's packed form: "
                                            + why,
                                    "shorten the scope: name fewer resources, or cover them with wildcards"));
            case Sessions.Opened.Rejected(String why) ->
                    failed(
                            pending,
                            now,
                            new Refusal(
                                    "session-rejected",
                                    "STS takes no such session: " + why,
                                    "correct the scope; STS checks it more closely than its grammar"));
        };
    }

    private Opened activate(
            Lease pending, SessionCredentials credentials, String roleId, Instant now) {
        Lease.Change activated = pending.activated(roleId, credentials.accessKeyId(), now);
        if (!leases.write(activated)) {
            return new Opened.Refused(
                    new Refusal(
                            "lease-ended",
                            "lease `" + pending.id() + "` was ended while it was being issued",
                            "issue anew"));
        }
        events.issued(activated.after());
        return new Opened.Live(activated.after(), credentials);
    }

    private Opened failed(Lease pending, Instant now, Refusal refusal) {
        leases.write(pending.withoutSession(now, refusal.code()));
        return new Opened.Refused(refusal);
    }
}
