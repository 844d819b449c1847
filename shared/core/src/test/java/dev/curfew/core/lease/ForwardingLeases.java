package dev.curfew.core.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes everything on; a test overrides what it breaks. */
public class ForwardingLeases implements Leases {

    private final Leases behind;

    public ForwardingLeases(Leases behind) {
        this.behind = behind;
    }

    @Override
    public Opening open(Lease.Change requested, Limits limits) {
        return behind.open(requested, limits);
    }

    @Override
    public Optional<Lease> find(LeaseId id) {
        return behind.find(id);
    }

    @Override
    public List<LeaseId> below(Lineage lineage) {
        return behind.below(lineage);
    }

    @Override
    public List<LeaseId> heldBy(String holder, Instant now) {
        return behind.heldBy(holder, now);
    }

    @Override
    public Map<String, Integer> sessionsOn(List<String> roles) {
        return behind.sessionsOn(roles);
    }

    @Override
    public boolean write(Lease.Change change) {
        return behind.write(change);
    }

    @Override
    public Due due(Instant now, int limit) {
        return behind.due(now, limit);
    }

    @Override
    public List<Lease> list() {
        return behind.list();
    }
}
