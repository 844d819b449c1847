package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import java.time.Instant;

/** When a lease ended, or will. */
final class Ends {

    private Ends() {}

    static Instant of(Lease lease) {
        Instant ended = lease.endedAt();
        return ended == null || ended.isAfter(lease.expiresAt()) ? lease.expiresAt() : ended;
    }
}
