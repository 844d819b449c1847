package dev.curfew.core.lease;

import java.util.ArrayList;
import java.util.List;

/** Remembers, for tests. */
public final class RecordedLeaseEvents implements LeaseEvents {

    private final List<Lease> issued = new ArrayList<>();
    private final List<Lease> ended = new ArrayList<>();

    @Override
    public void issued(Lease lease) {
        issued.add(lease);
    }

    @Override
    public void ended(Lease lease) {
        ended.add(lease);
    }

    public List<Lease> issued() {
        return List.copyOf(issued);
    }

    public List<Lease> ended() {
        return List.copyOf(ended);
    }
}
