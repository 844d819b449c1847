package dev.curfew.core.lease;

import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Sees a role's deny list take effect: opens a session that the list denies already, and calls with
 * it until it is refused. Its credentials stay here. It is a lease like any other, so that no
 * session is live that the table does not know.
 */
public final class Canary {

    /** A lease of this task is a canary. */
    public static final String TASK = Task.CANARY;

    /** No role carries more canaries than this at once. */
    public static final int MOST = 20;

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final int LONGEST_SOURCE_IDENTITY = 64;

    private final Opener opener;
    private final Leases leases;
    private final Probe probe;
    private final Leases.Limits limits;
    private final Doors doors;

    public Canary(
            Leases leases,
            Sessions sessions,
            LeaseEvents events,
            Probe probe,
            Leases.Limits limits,
            Doors doors) {
        this.opener = new Opener(leases, sessions, events);
        this.leases = leases;
        this.probe = probe;
        this.limits = new Leases.Limits(limits.perRole(), MOST);
        this.doors = doors;
    }

    /** What was seen. */
    public sealed interface Seen {
        record Denied(Instant at) implements Seen {}

        /** The session was not denied in the time there was. */
        record NotYet() implements Seen {}

        /** There could be no session to see it with. */
        record NoSession(Refusal refusal) implements Seen {}
    }

    /**
     * Opens the session of lease {@code id} on the role and watches it.
     *
     * @param id stands in the role's deny list
     * @param by who asks for it
     */
    public Seen watch(LeaseId id, String role, String by, Instant now, Duration patience) {
        Grant grant = grant(id, role, now.truncatedTo(ChronoUnit.SECONDS));
        return switch (opener.open(grant, by, limits, now)) {
            case Opener.Opened.Live(Lease lease, SessionCredentials session) -> {
                Optional<Instant> denied = probe.firstDenied(session, now.plus(patience));
                leases.write(lease.finished(denied.orElse(now.plus(patience))));
                yield denied.<Seen>map(Seen.Denied::new).orElseGet(Seen.NotYet::new);
            }
            case Opener.Opened.NotWritten(Leases.Opening why) ->
                    new Seen.NoSession(
                            new Refusal(
                                    "canary-full",
                                    "role `" + role + "` can carry no canary: " + why,
                                    "the denial stands all the same, unseen"));
            case Opener.Opened.Refused(Refusal refusal) -> new Seen.NoSession(refusal);
        };
    }

    private Grant grant(LeaseId id, String role, Instant now) {
        Instant expiresAt = now.plus(LIFE);
        String name = "curfew-canary-" + role.substring(role.lastIndexOf('/') + 1);
        Holder holder =
                new Holder(
                        name.substring(0, Math.min(name.length(), LONGEST_SOURCE_IDENTITY)),
                        role,
                        role);
        String policy = SessionPolicy.doorsAlone(doors, expiresAt).print();
        return new Grant(
                holder,
                "canary",
                TASK,
                role,
                Lineage.root(id),
                0,
                "sees the role's deny list take effect",
                policy,
                policy,
                List.of(),
                now,
                expiresAt,
                Opener.sessionEnd(now, expiresAt));
    }
}
