package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings and sightings for tests, and what was announced of them. */
public final class InMemoryFindings implements Findings, Sightings, WatchEvents, FindingEvents {

    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<LeaseId, String> networks = new HashMap<>();
    private final List<Finding> opened = new ArrayList<>();
    private final List<Finding> revoked = new ArrayList<>();
    private final List<Halt> revokedAll = new ArrayList<>();
    private final List<Halt> halted = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private boolean busIsDown;

    @Override
    public synchronized Optional<Finding> find(String id) {
        return Optional.ofNullable(findings.get(id));
    }

    @Override
    public synchronized boolean put(@Nullable Finding before, Finding after) {
        if (!Objects.equals(findings.get(after.id()), before)) {
            return false;
        }
        findings.put(after.id(), after);
        return true;
    }

    @Override
    public synchronized List<Finding> list() {
        return List.copyOf(findings.values());
    }

    @Override
    public synchronized String first(Lease lease, String network) {
        return networks.computeIfAbsent(lease.id(), id -> network);
    }

    @Override
    public synchronized void opened(Finding finding) {
        opened.add(finding);
    }

    @Override
    public synchronized void revoke(Finding finding) {
        if (busIsDown) {
            throw new IllegalStateException("the bus is down");
        }
        revoked.add(finding);
    }

    @Override
    public synchronized void revokeAll(Halt halt, Finding finding) {
        if (busIsDown) {
            throw new IllegalStateException("the bus is down");
        }
        revokedAll.add(halt);
    }

    @Override
    public synchronized void halted(Halt halt) {
        halted.add(halt);
    }

    @Override
    public synchronized void lifted(Halt halt, String by, String reason) {
        told.add("lifted " + by);
    }

    @Override
    public synchronized void closed(Finding finding) {
        told.add("closed " + Objects.requireNonNull(finding.closing()).by());
    }

    /** What people did. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** Of whom the end of all leases was asked for. */
    public synchronized List<Halt> revokedAll() {
        return List.copyOf(revokedAll);
    }

    /** Who was said to be halted. */
    public synchronized List<Halt> halted() {
        return List.copyOf(halted);
    }

    /** Lets the bus take no requests from now on, or take them again. */
    public void busIsDown(boolean down) {
        busIsDown = down;
    }

    public synchronized List<Finding> announced() {
        return List.copyOf(opened);
    }

    public synchronized List<Finding> revocations() {
        return List.copyOf(revoked);
    }
}
