package dev.curfew.core.lease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leases for tests. */
public final class InMemoryLeases implements Leases {

    private final Map<LeaseId, Lease> leases = new LinkedHashMap<>();

    @Override
    public synchronized Opening open(Lease pending, Limits limits) {
        if (count(lease -> lease.role().equals(pending.role())) >= limits.perRole()) {
            return Opening.ROLE_FULL;
        }
        if (count(lease -> lease.holder().equals(pending.holder())) >= limits.perHolder()) {
            return Opening.HOLDER_FULL;
        }
        leases.put(pending.id(), pending);
        return Opening.OPENED;
    }

    @Override
    public synchronized Optional<Lease> find(LeaseId id) {
        return Optional.ofNullable(leases.get(id));
    }

    @Override
    public synchronized Map<String, Integer> sessionsOn(List<String> roles) {
        Map<String, Integer> counts = new HashMap<>();
        roles.forEach(role -> counts.put(role, (int) count(lease -> lease.role().equals(role))));
        return counts;
    }

    @Override
    public synchronized boolean replace(Lease before, Lease after) {
        return leases.replace(before.id(), before, after);
    }

    @Override
    public synchronized List<Lease> due(Instant now, int limit) {
        return leases.values().stream().filter(lease -> isDue(lease, now)).limit(limit).toList();
    }

    /** Every lease, in the order of issue. */
    public synchronized List<Lease> all() {
        return new ArrayList<>(leases.values());
    }

    private long count(java.util.function.Predicate<Lease> which) {
        return leases.values().stream().filter(Lease::counted).filter(which).count();
    }

    private static boolean isDue(Lease lease, Instant now) {
        Instant due = lease.dueAt();
        return due != null && !due.isAfter(now);
    }
}
