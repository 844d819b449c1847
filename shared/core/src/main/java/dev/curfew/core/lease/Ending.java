package dev.curfew.core.lease;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Ends leases before their deadline: first the lease itself, from when on nothing can be delegated
 * from it, then all that was. Its denial covers those below already; a crash in between is made
 * good by whoever applies the denial, who ends what is below again.
 */
public final class Ending {

    private final Leases leases;
    private final LeaseEvents events;

    public Ending(Leases leases, LeaseEvents events) {
        this.leases = leases;
        this.events = events;
    }

    /**
     * Ends the lease. One that has ended already, also by its deadline alone, stays as it ended.
     *
     * @param state {@code RELEASED} or {@code REVOKED}
     * @param by who ended it: a principal's ARN, or a part of Curfew
     * @return the lease as it stands then; empty when there is none of that id
     */
    public Optional<Lease> end(
            LeaseId id, LeaseState state, String by, String reason, Instant now) {
        while (true) {
            Optional<Lease> found = leases.find(id);
            if (found.isEmpty() || !found.get().state().isOpen()) {
                return found;
            }
            Lease lease = found.get();
            Lease.Change change =
                    now.isBefore(lease.expiresAt())
                            ? lease.ended(state, now.truncatedTo(ChronoUnit.MILLIS), by, reason)
                            : lease.expired();
            if (leases.write(change)) {
                events.ended(change.after());
                return Optional.of(change.after());
            }
            // Someone else changed it in between; a lease changes a handful of times in its life,
            // so this ends.
        }
    }

    /** Ends what was delegated from an ended lease, in the way and at the time that it ended. */
    public void endBelow(Lease ended) {
        Instant at = ended.endedAt();
        if (at == null
                || (ended.state() != LeaseState.RELEASED && ended.state() != LeaseState.REVOKED)) {
            return; // what is below ends no later than this does
        }
        for (LeaseId below : leases.below(ended.lineage())) {
            end(below, ended.state(), "curfew", "lease " + ended.id() + " above it has ended", at);
        }
    }
}
