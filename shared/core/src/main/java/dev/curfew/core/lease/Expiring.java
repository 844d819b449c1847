package dev.curfew.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
     * @param longestWait how long what had waited longest had been due; a lease that could not be
     *     read does not count, since it does not say
     * @param failed leases that could not be read or written, and why: a person has to look
     */
    public record Run(
            int expired,
            int abandoned,
            int settled,
            int skipped,
            int denyLists,
            Duration longestWait,
            Map<String, String> failed) {
        public Run {
            failed = Map.copyOf(failed);
        }
    }

    /**
     * Works through what is due at {@code now}, whatever is wrong with one lease among the others.
     * What it does not get to is due at the next run.
     */
    public Run run(Instant now) {
        // First, so that nothing that goes wrong with a lease keeps another from being denied.
        Set<String> asked = denyLists.due(now);
        asked.forEach(events::denyListDue);
        Set<String> entered = new TreeSet<>();
        try {
            return closeLeases(now, asked, entered);
        } finally {
            entered.forEach(events::denyListDue);
        }
    }

    private Run closeLeases(Instant now, Set<String> asked, Set<String> entered) {
        int expired = 0;
        int abandoned = 0;
        int settled = 0;
        int skipped = 0;
        Duration longestWait = Duration.ZERO;
        Map<String, String> failed = new TreeMap<>();
        Leases.Due due = leases.due(now, PAGE);
        while (due.size() > 0) {
            failed.putAll(due.unreadable());
            int changed = 0;
            for (Lease lease : due.leases()) {
                Duration waited = waited(lease, now);
                longestWait = waited.compareTo(longestWait) > 0 ? waited : longestWait;
                Lease.Change change = next(lease, now.truncatedTo(ChronoUnit.SECONDS));
                if (!written(change, failed)) {
                    skipped++;
                    continue;
                }
                changed++;
                if (change.denial() != null) {
                    entered.add(lease.role());
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
            due = changed == 0 || due.size() < PAGE ? Leases.Due.NOTHING : leases.due(now, PAGE);
        }
        Set<String> roles = new TreeSet<>(asked);
        roles.addAll(entered);
        return new Run(expired, abandoned, settled, skipped, roles.size(), longestWait, failed);
    }

    private static Duration waited(Lease lease, Instant now) {
        Instant dueAt = lease.dueAt();
        return dueAt == null ? Duration.ZERO : Duration.between(dueAt, now);
    }

    private boolean written(Lease.Change change, Map<String, String> failed) {
        try {
            return leases.write(change);
        } catch (IllegalStateException unwritable) {
            failed.put(change.after().id().value(), String.valueOf(unwritable.getMessage()));
            return false;
        }
    }

    private static Lease.Change next(Lease lease, Instant now) {
        return switch (lease.state()) {
            case ACTIVE -> lease.expired();
            case PENDING -> lease.abandoned(now);
            case RELEASED, REVOKED, EXPIRED, FAILED -> lease.settled();
        };
    }
}
