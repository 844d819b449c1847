package dev.curfew.core.slack;

import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.watch.Finding;
import java.util.Optional;

/** What can be looked at of leases and findings without a right to the rest. */
public interface Glances {

    /** The lease of that id as it stands now. */
    Optional<LeaseGlance> lease(LeaseId id);

    /** The finding of that id as it stands now; one that is only a note is none. */
    Optional<Finding> finding(String id);
}
