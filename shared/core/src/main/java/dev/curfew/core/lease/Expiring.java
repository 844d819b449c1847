package dev.curfew.core.lease;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Closes leases that are past their deadline and stops counting sessions that STS has ended. */
public final class Expiring {

    private static final int PAGE = 100;

    private final Leases leases;
    private final LeaseEvents events;

    public Expiring(Leases leases, LeaseEvents events) {
        this.leases = leases;
        this.events = events;
    }

    /**
     * What one run did.
     *
     * @param expired leases whose deadline passed
     * @param abandoned leases that a crash had left pending
     * @param settled leases that stopped counting
     * @param skipped leases that something else changed in between; the next run sees them again if
     *     they are due
     */
    public record Run(int expired, int abandoned, int settled, int skipped) {}

    /** Works through what is due at {@code now}. What it does not get to is due at the next run. */
    public Run run(Instant now) {
        int expired = 0;
        int abandoned = 0;
        int settled = 0;
        int skipped = 0;
        List<Lease> due = leases.due(now, PAGE);
        while (!due.isEmpty()) {
            int changed = 0;
            for (Lease lease : due) {
                Lease next = next(lease, now.truncatedTo(ChronoUnit.SECONDS));
                if (!leases.replace(lease, next)) {
                    skipped++;
                    continue;
                }
                changed++;
                switch (next.state()) {
                    case EXPIRED -> expired += lease.state().isOpen() ? 1 : 0;
                    case FAILED -> abandoned += lease.state().isOpen() ? 1 : 0;
                    case PENDING, ACTIVE, RELEASED, REVOKED -> {}
                }
                if (lease.state().isOpen()) {
                    events.ended(next);
                } else {
                    settled++;
                }
            }
            // The index lags behind the writes, so a page may come back; one that we could not
            // change ends the run.
            due = changed == 0 || due.size() < PAGE ? List.of() : leases.due(now, PAGE);
        }
        return new Run(expired, abandoned, settled, skipped);
    }

    private static Lease next(Lease lease, Instant now) {
        return switch (lease.state()) {
            case ACTIVE -> lease.ended(LeaseState.EXPIRED, lease.expiresAt());
            case PENDING -> lease.ended(LeaseState.FAILED, now);
            case RELEASED, REVOKED, EXPIRED, FAILED -> lease.settled();
        };
    }
}
