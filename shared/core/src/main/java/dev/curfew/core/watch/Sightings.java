package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;

/** Where each lease was first used from. */
public interface Sightings {

    /** The network that the lease was first seen in: this one if there was none before. */
    String first(Lease lease, String network);
}
