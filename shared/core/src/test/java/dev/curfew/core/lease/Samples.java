package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;
import java.time.Duration;
import java.time.Instant;

/** Leases for tests. */
public final class Samples {

    public static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");

    /** Who holds these leases. */
    public static final Caller HOLDER =
            new Caller(
                    "123456789012",
                    "arn:aws:iam::123456789012:user/alice",
                    "AIDAALICE00000000001",
                    null,
                    "arn:aws:iam::123456789012:user/alice");

    private Samples() {}

    /** A lease of five minutes that was written ahead at {@link #ISSUED}. */
    public static Lease pending(String id) {
        return new Lease(
                new LeaseId(id),
                HOLDER.id(),
                "read-orders",
                "arn:aws:iam::123456789012:role/curfew/orders",
                "/" + id + "/",
                "test",
                "{\"Statement\":[]}",
                ISSUED,
                ISSUED.plus(Duration.ofMinutes(5)),
                ISSUED.plus(Duration.ofMinutes(16)),
                LeaseState.PENDING,
                null,
                true,
                1);
    }

    public static Lease active(String id) {
        return pending(id).activated();
    }
}
