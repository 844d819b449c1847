package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.SampleProofs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Leases and callers for tests. */
public final class Samples {

    public static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
    public static final String ROLE = "arn:aws:iam::123456789012:role/curfew/orders";
    public static final Doors DOORS =
            new Doors(
                    "arn:aws:lambda:us-east-1:123456789012:function:curfew-issue:live",
                    "arn:aws:lambda:us-east-1:123456789012:function:curfew-release:live");

    /** A job of a role that may ask for the tasks of the tests. */
    public static final Caller JOB = SampleProofs.CI;

    public static final Caller ALICE =
            new Caller(
                    "123456789012",
                    "arn:aws:iam::123456789012:user/alice",
                    "AIDAALICE00000000001",
                    null,
                    "arn:aws:iam::123456789012:user/alice");

    private Samples() {}

    public static Caller job(String role, String id) {
        return new Caller(
                "123456789012",
                "arn:aws:sts::123456789012:assumed-role/" + role + "/run-7",
                id,
                "run-7",
                "arn:aws:iam::123456789012:role/build/" + role);
    }

    /** The session of a lease as a caller. */
    public static Caller sessionOf(Lease lease) {
        String name = lease.role().substring(lease.role().lastIndexOf('/') + 1);
        return new Caller(
                "123456789012",
                "arn:aws:sts::123456789012:assumed-role/" + name + "/" + lease.id(),
                FakeSessions.ROLE_ID,
                lease.id().value(),
                lease.role());
    }

    /** A lease of five minutes that is written ahead at {@link #ISSUED}. */
    public static Lease.Change requested(String id) {
        return requested(new Lineage(List.of(new LeaseId(id))));
    }

    static Lease.Change requested(Lineage lineage) {
        return requested(lineage, ROLE, Holder.of(JOB));
    }

    /** The same on another role and for another holder. */
    public static Lease.Change requested(Lineage lineage, String role, Holder holder) {
        return Lease.requested(
                new Grant(
                        holder,
                        "agent-1",
                        "read-orders",
                        role,
                        lineage,
                        3,
                        "test",
                        "{\"Statement\":[]}",
                        "{\"Statement\":[]}",
                        List.of(List.of("203.0.113.0/24", "vpc-0a1b2c3d")),
                        ISSUED,
                        ISSUED.plus(Duration.ofMinutes(5)),
                        ISSUED.plus(Duration.ofMinutes(16))),
                JOB.arn());
    }

    public static Lease pending(String id) {
        return requested(id).after();
    }

    public static Lease active(String id) {
        return pending(id)
                .activated(FakeSessions.ROLE_ID, FakeSessions.CREDENTIALS.accessKeyId(), ISSUED)
                .after();
    }

    /** Opens a lease and makes it active. */
    public static Lease activeIn(Leases leases, String... lineage) {
        Lineage chain = new Lineage(List.of(lineage).stream().map(LeaseId::new).toList());
        Lease.Change requested = requested(chain);
        leases.open(requested, new Leases.Limits(1000, 1000));
        Lease.Change activated =
                requested
                        .after()
                        .activated(
                                FakeSessions.ROLE_ID,
                                FakeSessions.CREDENTIALS.accessKeyId(),
                                ISSUED);
        leases.write(activated);
        return activated.after();
    }

    /** An early end of a lease. */
    public static Lease.Change ended(Lease lease, LeaseState state, Instant at) {
        return lease.ended(state, at, "someone", "test");
    }

    /** Its session was opened. */
    public static Lease.Change activated(Lease pending) {
        return pending.activated(
                FakeSessions.ROLE_ID, FakeSessions.CREDENTIALS.accessKeyId(), ISSUED);
    }
}
