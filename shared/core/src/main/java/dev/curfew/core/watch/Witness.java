package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * Completes receipts: the ended session's own first refused call shows that its denial holds. As
 * for a canary, only an explicit deny in an identity-based policy counts; whatever else refuses
 * would have done so before.
 */
final class Witness {

    private static final String REFUSED_BY_ROLE =
            "with an explicit deny in an identity-based policy";

    private final Leases leases;
    private final LeaseEvents events;

    Witness(Leases leases, LeaseEvents events) {
        this.leases = leases;
        this.events = events;
    }

    void see(Call call, Lease lease) {
        Call.Failure failure = call.failure();
        if (!call.isDenied()
                || failure == null
                || !failure.message().contains(REFUSED_BY_ROLE)
                || !call.at().isBefore(lease.expiresAt())) {
            return;
        }
        Optional<Lease> found = Optional.of(lease);
        while (found.isPresent()) {
            Lease now = found.get();
            Receipt receipt = now.receipt();
            if (receipt == null
                    || receipt.seenAt() != null
                    || (now.state() != LeaseState.REVOKED && now.state() != LeaseState.RELEASED)
                    // Times of records are whole seconds: the second of the end may be before it.
                    || !call.at().isAfter(receipt.requestedAt())) {
                return;
            }
            Instant seenAt = call.at();
            Lease.Change seen = now.seen(seenAt, Receipt.Witness.TRAIL);
            if (leases.write(seen)) {
                events.denied(seen.after());
                return;
            }
            found = leases.find(now.id());
        }
    }
}
