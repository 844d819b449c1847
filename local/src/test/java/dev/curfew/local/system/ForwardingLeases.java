package dev.curfew.local.system;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Leases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes everything on; a test overrides what it breaks. */
class ForwardingLeases implements Leases {

    private final Leases behind;

    ForwardingLeases(Leases behind) {
        this.behind = behind;
    }

    @Override
    public Opening open(Lease pending, Limits limits) {
        return behind.open(pending, limits);
    }

    @Override
    public Optional<Lease> find(LeaseId id) {
        return behind.find(id);
    }

    @Override
    public Map<String, Integer> sessionsOn(List<String> roles) {
        return behind.sessionsOn(roles);
    }

    @Override
    public boolean replace(Lease before, Lease after) {
        return behind.replace(before, after);
    }

    @Override
    public List<Lease> due(Instant now, int limit) {
        return behind.due(now, limit);
    }
}
