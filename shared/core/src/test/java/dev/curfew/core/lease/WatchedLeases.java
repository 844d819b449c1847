package dev.curfew.core.lease;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.task.Task;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Leases whose session policy is as Curfew makes them, for tests of what watches them. */
public final class WatchedLeases {

    public static final String SCOPE =
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:GetQueueUrl"],
               "Resource": "arn:aws:sqs:us-east-1:123456789012:orders",
               "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
              {"Effect": "Allow", "Action": "s3:GetObject",
               "Resource": "arn:aws:s3:::orders/${aws:PrincipalTag/curfew:lease}/*"}]}
            """;

    /** Of the key that their sessions are handed out with. */
    public static final String KEY = "ASIAEXAMPLE000000001";

    private static final String PENDING = "pending";

    private WatchedLeases() {}

    /** An active lease of fifteen minutes, issued at {@link Samples#ISSUED}. */
    public static Lease active(Leases leases, String id, String... networks) {
        return of(leases, "read-orders", id, Samples.ROLE, networks);
    }

    /** The session that sees a denial. */
    public static Lease canary(Leases leases, String id) {
        return of(leases, Task.CANARY, id, Samples.ROLE);
    }

    /** A lease that was written ahead only. */
    public static LeaseId pending(Leases leases, String id) {
        return of(leases, PENDING, id, Samples.ROLE).id();
    }

    /** The same of a task and on a role. */
    public static Lease of(Leases leases, String task, String id, String role, String... networks) {
        return at(Samples.ISSUED, leases, task, id, role, networks);
    }

    /** The same, issued at that time. */
    public static Lease at(
            Instant issuedAt,
            Leases leases,
            String task,
            String id,
            String role,
            String... networks) {
        return of(issuedAt, leases, task, id, role, Holder.of(Samples.JOB), networks);
    }

    /** The same, of a holder. */
    public static Lease of(Instant issuedAt, Leases leases, String id, String role, Holder holder) {
        return of(issuedAt, leases, "read-orders", id, role, holder);
    }

    private static Lease of(
            Instant issuedAt,
            Leases leases,
            String task,
            String id,
            String role,
            Holder holder,
            String... networks) {
        Instant expiresAt = issuedAt.plus(Duration.ofMinutes(15));
        List<List<String>> all = networks.length == 0 ? List.of() : List.of(List.of(networks));
        Policy scope =
                switch (Policy.parse(SCOPE)) {
                    case Parsed.Valid(Policy valid) -> valid;
                    case Parsed.Invalid(var problems) ->
                            throw new AssertionError(problems.toString());
                };
        Policy session =
                SessionPolicy.open(SessionPolicy.confine(scope, expiresAt, all), Samples.DOORS);
        Lease.Change requested =
                Lease.requested(
                        new Grant(
                                holder,
                                "agent-1",
                                task,
                                role,
                                Lineage.root(new LeaseId(id)),
                                0,
                                "test",
                                scope.print(),
                                session.print(),
                                all,
                                issuedAt,
                                expiresAt,
                                expiresAt.plusSeconds(60)),
                        "test");
        leases.open(requested, new Leases.Limits(1000, 1000));
        if (task.equals(PENDING)) {
            return requested.after();
        }
        Lease.Change activated = requested.after().activated(FakeSessions.ROLE_ID, KEY, issuedAt);
        leases.write(activated);
        return activated.after();
    }

    /** Opens a lease that was recorded, once it was issued by that time. */
    public static void issued(Leases leases, String id, JsonNode lease, Instant now) {
        Instant issuedAt = Instant.parse(lease.path("issuedAt").asText());
        if (issuedAt.isAfter(now)) {
            return;
        }
        Optional<Lease> known = leases.find(new LeaseId(id));
        if (known.isEmpty()) {
            Instant expiresAt = Instant.parse(lease.path("expiresAt").asText());
            String holder = lease.path("holderArn").asText();
            Lease.Change requested =
                    Lease.requested(
                            new Grant(
                                    new Holder(lease.path("holder").asText(), holder, holder),
                                    "agent-1",
                                    "work",
                                    lease.path("role").asText(),
                                    Lineage.parse(lease.path("lineage").asText()),
                                    0,
                                    "recorded",
                                    "{}",
                                    lease.path("sessionPolicy").asText(),
                                    List.of(),
                                    issuedAt,
                                    expiresAt,
                                    expiresAt.plusSeconds(60)),
                            "test");
            leases.open(requested, new Leases.Limits(1000, 1000));
            leases.write(
                    requested
                            .after()
                            .activated(
                                    lease.path("roleId").asText(),
                                    lease.path("accessKey").asText(),
                                    issuedAt));
        }
    }

    /** Ends a lease that was recorded, once its holder had released it by that time. */
    public static void released(Leases leases, String id, JsonNode lease, Instant now) {
        Optional<Lease> known = leases.find(new LeaseId(id));
        JsonNode released = lease.path("releasedAt");
        if (released.isTextual()
                && known.isPresent()
                && known.get().state() == LeaseState.ACTIVE
                && !Instant.parse(released.asText()).isAfter(now)) {
            Instant at = Instant.parse(released.asText());
            Lease.Change ended = known.get().ended(LeaseState.RELEASED, at, "its holder", "done");
            leases.write(ended);
            leases.write(ended.after().denied(at, at.plusSeconds(2)));
        }
    }

    /** Ends a lease early; its role denies it two seconds later. */
    public static Lease revoked(Leases leases, Lease lease, Instant at) {
        Lease.Change ended = lease.ended(LeaseState.REVOKED, at, "someone", "test");
        leases.write(ended);
        Lease.Change denied = ended.after().denied(at, at.plusSeconds(2));
        leases.write(denied);
        return denied.after();
    }
}
