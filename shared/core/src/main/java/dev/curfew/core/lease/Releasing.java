package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.refusal.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends a lease when its holder says that the job is done: the record now, what was delegated from
 * it too, and its role is asked to deny them all.
 */
public final class Releasing {

    private final Leases leases;
    private final Ending ending;
    private final LeaseEvents events;

    public Releasing(Leases leases, LeaseEvents events) {
        this.leases = leases;
        this.ending = new Ending(leases, events);
        this.events = events;
    }

    /** What became of a release. */
    public sealed interface Released {
        /** The lease has ended: now, or earlier and then as it ended. */
        record Ended(Lease lease) implements Released {}

        record Refused(Refusal refusal) implements Released {}
    }

    /**
     * Ends the lease. Its holder may, and who holds it or a lease above it. One that has ended
     * already, also by its deadline alone, is answered as it ended.
     */
    public Released release(Caller caller, LeaseId id, Instant now) {
        Optional<Lease> found = leases.find(id);
        if (found.isEmpty()) {
            return refused(
                    "lease-unknown",
                    "there is no lease `" + id + "`",
                    "give the lease id that issuing answered");
        }
        if (caller.isBrokered()) {
            switch (OwnLease.of(leases, caller, now)) {
                case OwnLease.Found.Refused(Refusal refusal) -> {
                    return new Released.Refused(refusal);
                }
                case OwnLease.Found.Active(Lease own) -> {
                    if (!found.get().lineage().contains(own.id())) {
                        return notYours(id, "lease `" + own.id() + "`");
                    }
                }
            }
        } else if (!found.get().holder().is(caller)) {
            return notYours(id, "`" + caller.arn() + "`");
        }
        return release(id, caller.arn(), now);
    }

    private Released release(LeaseId id, String by, Instant now) {
        Lease ended = ending.end(id, LeaseState.RELEASED, by, "its job is done", now).orElseThrow();
        if (ended.receipt() == null && ended.state() != LeaseState.EXPIRED) {
            events.denyListDue(ended.role());
        }
        ending.endBelow(ended);
        return new Released.Ended(ended);
    }

    private static Released notYours(LeaseId id, String who) {
        return refused(
                "lease-not-yours",
                who + " neither holds lease `" + id + "` nor stands above it",
                "release it with the lease's own credential, with that of one above it, or as the one who asked"
                        + " for the first of them; `curfew lease revoke` is for the people who run Curfew");
    }

    private static Released refused(String code, String message, String help) {
        return new Released.Refused(new Refusal(code, message, help));
    }
}
