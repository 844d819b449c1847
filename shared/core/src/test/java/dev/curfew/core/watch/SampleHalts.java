package dev.curfew.core.watch;

import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lease.WatchedLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Halts for tests. */
public final class SampleHalts {

    private static final Random RANDOM = new Random(3);

    private SampleHalts() {}

    /** A holder that one revocation was too many for. */
    public static Halt.Change halted(Holder holder, Instant at) {
        Halt.Limit one = new Halt.Limit(1, Duration.ofHours(1));
        Halt first = Halt.none(holder).counted(new LeaseId("111111111111"), "f11111111111", at, one).after();
        Halt.Change second = first.counted(new LeaseId("222222222222"), "f22222222222", at, one);
        return new Halt.Change(null, second.after(), second.entry());
    }

    /** What a person makes of it. */
    public static Halt.Change lifted(Halt halt, Instant at) {
        return halt.lifted(at, "arn:aws:iam::123456789012:user/ann", "looked at");
    }

    /** An active lease of that holder. */
    public static Lease activeOf(InMemoryLeases leases, Holder holder) {
        return activeOf(leases, holder, Samples.ISSUED);
    }

    public static Lease activeOf(InMemoryLeases leases, Holder holder, Instant issuedAt) {
        return WatchedLeases.of(
                issuedAt, leases, LeaseId.random(RANDOM).value(), Samples.ROLE, holder);
    }
}
