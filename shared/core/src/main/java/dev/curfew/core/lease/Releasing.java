package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.refusal.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Ends a lease when its holder says that the job is done. */
public final class Releasing {

    private final Leases leases;
    private final LeaseEvents events;

    public Releasing(Leases leases, LeaseEvents events) {
        this.leases = leases;
        this.events = events;
    }

    /** What became of a release. */
    public sealed interface Released {
        /** The lease has ended: now, or earlier and then as it ended. */
        record Ended(Lease lease) implements Released {}

        record Refused(Refusal refusal) implements Released {}
    }

    /**
     * Ends the lease. One that has ended already, also by its deadline alone, is answered as it
     * ended.
     *
     * @param caller who has proved to ask; nobody but the holder may
     */
    public Released release(Caller caller, LeaseId id, Instant now) {
        while (true) {
            Optional<Lease> found = leases.find(id);
            if (found.isEmpty()) {
                return new Released.Refused(
                        new Refusal(
                                "lease-unknown",
                                "there is no lease `" + id + "`",
                                "give the lease id that issuing answered"));
            }
            Lease lease = found.get();
            if (!lease.holder().equals(caller.id())) {
                return new Released.Refused(
                        new Refusal(
                                "not-the-holder",
                                "`" + caller.principal() + "` does not hold lease `" + id + "`",
                                "let its holder release it; it ends at its deadline by itself"));
            }
            if (!lease.state().isOpen()) {
                return new Released.Ended(lease);
            }
            boolean late = !now.isBefore(lease.expiresAt());
            Lease released =
                    late
                            ? lease.ended(LeaseState.EXPIRED, lease.expiresAt())
                            : lease.ended(LeaseState.RELEASED, now.truncatedTo(ChronoUnit.SECONDS));
            if (leases.replace(lease, released)) {
                events.ended(released);
                return new Released.Ended(released);
            }
            // Someone else changed it in between; a lease changes a handful of times in its life,
            // so this ends.
        }
    }
}
