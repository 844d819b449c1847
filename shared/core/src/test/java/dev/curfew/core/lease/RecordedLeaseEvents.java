package dev.curfew.core.lease;

import java.util.ArrayList;
import java.util.List;

/** Remembers, for tests. */
public final class RecordedLeaseEvents implements LeaseEvents {

    private final List<Lease> issued = new ArrayList<>();
    private final List<Lease> ended = new ArrayList<>();
    private final List<Lease> denied = new ArrayList<>();
    private final List<String> denyListsDue = new ArrayList<>();

    @Override
    public void issued(Lease lease) {
        issued.add(lease);
    }

    @Override
    public void ended(Lease lease) {
        ended.add(lease);
    }

    @Override
    public void denied(Lease lease) {
        denied.add(lease);
    }

    @Override
    public void denyListDue(String role) {
        denyListsDue.add(role);
    }

    public List<Lease> issued() {
        return List.copyOf(issued);
    }

    public List<Lease> ended() {
        return List.copyOf(ended);
    }

    public List<Lease> denied() {
        return List.copyOf(denied);
    }

    /** Roles whose policy was asked to be brought up to their deny list. */
    public List<String> denyListsDue() {
        return List.copyOf(denyListsDue);
    }
}
