package dev.curfew.core.lease;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Closes leases that are past their deadline, stops counting sessions that STS has ended, and has
 * deny lists applied that others left undone.
 */
public final class Expiring {

    private static final int PAGE = 100;

    private final Leases leases;
    private final DenyLists denyLists;
    private final LeaseEvents events;

    public Expiring(Leases leases, DenyLists denyLists, LeaseEvents events) {
        this.leases = leases;
        this.denyLists = denyLists;
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
     * @param denyLists roles whose deny list was asked to be applied or pruned
     */
    public record Run(int expired, int abandoned, int settled, int skipped, int denyLists) {}

    /** Works through what is due at {@code now}. What it does not get to is due at the next run. */
    public Run run(Instant now) {
        int expired = 0;
        int abandoned = 0;
        int settled = 0;
        int skipped = 0;
        Set<String> roles = new TreeSet<>(denyLists.due(now));
        List<Lease> due = leases.due(now, PAGE);
        while (!due.isEmpty()) {
            int changed = 0;
            for (Lease lease : due) {
                Lease.Change change = next(lease, now.truncatedTo(ChronoUnit.SECONDS));
                if (!leases.write(change)) {
                    skipped++;
                    continue;
                }
                changed++;
                if (change.denial() != null) {
                    roles.add(lease.role());
                }
                if (lease.state().isOpen()) {
                    expired += change.after().state() == LeaseState.EXPIRED ? 1 : 0;
                    abandoned += change.after().state() == LeaseState.FAILED ? 1 : 0;
                    events.ended(change.after());
                } else {
                    settled++;
                }
            }
            // The index lags behind the writes, so a page may come back; one that we could not
            // change ends the run.
            due = changed == 0 || due.size() < PAGE ? List.of() : leases.due(now, PAGE);
        }
        roles.forEach(events::denyListDue);
        return new Run(expired, abandoned, settled, skipped, roles.size());
    }

    private static Lease.Change next(Lease lease, Instant now) {
        return switch (lease.state()) {
            case ACTIVE -> lease.expired();
            case PENDING -> lease.abandoned(now);
            case RELEASED, REVOKED, EXPIRED, FAILED -> lease.settled();
        };
    }
}
