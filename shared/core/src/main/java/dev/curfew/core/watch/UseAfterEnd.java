package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call of a session whose lease has ended. What an agent has under way when its lease ends, or
 * has not heard yet, is no misuse; and IAM takes a while to deny.
 */
final class UseAfterEnd implements LeaseDetection {

    /**
     * For so long after its end a session may still be refused without that telling anything, and
     * for so long after IAM took the denial it may still be let through. IAM was measured to take 3
     * to 4 seconds; its own console allows for 30 when it revokes sessions.
     */
    static final Duration PROPAGATION = Duration.ofSeconds(30);

    /** A deadline stands in the session itself, so only clocks can differ. */
    static final Duration SKEW = Duration.ofSeconds(5);

    @Override
    public Kind kind() {
        return Kind.USE_AFTER_END;
    }

    @Override
    public Optional<Suspicion> look(Call call, Lease lease) {
        Instant end = Ends.of(lease);
        // Going through tells nothing of the denial where nothing can be denied.
        boolean harmless = call.isDenied() || call.asksWhoItIs();
        Instant innocentUntil = harmless ? end.plus(PROPAGATION) : effect(lease, end);
        if (!call.at().isAfter(innocentUntil)) {
            return Optional.empty();
        }
        return Optional.of(
                new Suspicion(
                        Kind.USE_AFTER_END,
                        harmless ? Kind.Severity.LOW : Kind.Severity.HIGH,
                        (call.isDenied() ? "was refused `" : "called `")
                                + call.name()
                                + "` after lease `"
                                + lease.id()
                                + "` had ended at "
                                + end));
    }

    /** When every call has to be refused. */
    private static Instant effect(Lease lease, Instant end) {
        if (end.equals(lease.expiresAt())) {
            return end.plus(SKEW);
        }
        Receipt receipt = lease.receipt();
        return (receipt == null ? end : receipt.deniedAt()).plus(PROPAGATION);
    }
}
