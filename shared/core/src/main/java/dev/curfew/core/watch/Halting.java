package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import java.time.Instant;
import java.util.Optional;

/**
 * Bounds what findings can do to one holder. Ending leases is a weapon too: who gets hold of it
 * could make an agent's team chase one revocation after the other. Past the limit nothing is left
 * out: all leases of the holder end together, and a person has to look before it gets new ones.
 */
final class Halting {

    private final Halts halts;
    private final WatchEvents events;
    private final Halt.Limit limit;

    Halting(Halts halts, WatchEvents events, Halt.Limit limit) {
        this.halts = halts;
        this.events = events;
        this.limit = limit;
    }

    /**
     * Counts the end of a lease that a finding asks for.
     *
     * @return whether the end of all the holder's leases is asked for in its place
     * @throws RuntimeException when that could not be asked for; then the event has to be heard
     *     again
     */
    boolean covers(Lease lease, Finding finding, Instant now) {
        while (true) {
            Optional<Halt> known = halts.find(lease.holder().id());
            Halt halt = known.orElseGet(() -> Halt.none(lease.holder()));
            if (halt.isHalted()) {
                ask(halt, finding, now);
                return true;
            }
            // A lease that has ended loses nothing by it, and one that was counted is counted.
            if (!lease.state().isOpen() || halt.counts(lease.id())) {
                return false;
            }
            Halt.Change change = halt.counted(lease.id(), finding.id(), now, limit);
            if (halts.write(change)) {
                if (!change.after().isHalted()) {
                    return false;
                }
                ask(change.after(), finding, now);
                return true;
            }
            // Another finding about the same holder came in between; each is counted once.
        }
    }

    /**
     * While the halt stands nothing can be issued, so what it was written before is all there is to
     * end, and asking once is enough. Twice does no harm.
     */
    private void ask(Halt halt, Finding finding, Instant now) {
        if (halt.askedAt() == null) {
            events.revokeAll(halt, finding);
            events.halted(halt);
            halts.write(halt.asked(now));
        }
    }
}
