package dev.curfew.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.InMemoryTasks;
import dev.curfew.core.task.SampleStack;
import dev.curfew.core.task.TaskDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lease may hand on, and what it may not. */
class DelegatingTest {

    private static final Instant NOW = Samples.ISSUED;
    private static final String SEND = "sqs:SendMessage";
    private static final String ORDERS = "arn:aws:sqs:us-east-1:123456789012:orders";

    private final InMemoryTasks tasks = new InMemoryTasks();
    private final Map<String, IdentityStatus> standings = new HashMap<>();
    private final InMemoryLeases leases = new InMemoryLeases();
    private final Issuing issuing =
            new Issuing(
                    tasks,
                    SampleStack.FORBIDDEN,
                    ids -> standings,
                    leases,
                    new FakeSessions(),
                    new RecordedLeaseEvents(),
                    new Random(7),
                    new Leases.Limits(100, 100),
                    Samples.DOORS);

    @BeforeEach
    void putTasks() {
        task("orders", Samples.ROLE, 3, "");
        task("deep", Samples.ROLE, 5, "");
        task("shallow", Samples.ROLE, 1, "");
        task("office", Samples.ROLE, 3, "203.0.113.0/24");
        task("elsewhere", Samples.ROLE + "-2", 3, "");
    }

    @Test
    void aLeaseHandsOnWhatItHas() {
        Lease parent = root("orders", "PT10M", SEND, ORDERS + "*");

        Lease child = granted(ask(parent, "orders", "PT5M", SEND, ORDERS));

        assertThat(child.lineage()).hasToString("/" + parent.id() + "/" + child.id() + "/");
        assertThat(child.role()).isEqualTo(parent.role());
        assertThat(child.holder()).isEqualTo(parent.holder());
        assertThat(child.grant().delegationsLeft()).isEqualTo(2);
    }

    @Test
    void aWiderScopeIsRefusedWithAWitnessAndTheNearestThatWouldPass() {
        Lease parent = root("orders", "PT10M", SEND, ORDERS);

        Refusal refusal = refused(ask(parent, "orders", "PT5M", SEND, ORDERS + "*"));

        assertThat(refusal.code()).isEqualTo("scope-exceeds-parent");
        assertThat(refusal.message()).contains("sqs:").contains(parent.id().value());
        String offered = refusal.help().substring(refusal.help().indexOf('{'));
        assertThat(offered).containsIgnoringCase(SEND).contains(ORDERS);
        assertThat(leases.list()).hasSize(1);
        granted(issue(Samples.sessionOf(parent), "orders", "PT5M", offered));
    }

    @Test
    void aDelegationEndsNoLaterThanItsParent() {
        Lease parent = root("orders", "PT5M", SEND, ORDERS);

        assertThat(refused(ask(parent, "orders", "PT5M1S", SEND, ORDERS)).code())
                .isEqualTo("duration-exceeds-parent");
        granted(ask(parent, "orders", "PT5M", SEND, ORDERS));
    }

    @Test
    void aDelegationStaysOnItsParentsRole() {
        Lease parent = root("orders", "PT5M", SEND, ORDERS);

        assertThat(refused(ask(parent, "elsewhere", "PT1M", SEND, ORDERS)).code())
                .isEqualTo("role-differs");
    }

    @Test
    void theTasksCeilingHoldsForDelegationsToo() {
        Lease parent = root("orders", "PT5M", SEND, ORDERS + "*");

        assertThat(refused(ask(parent, "orders", "PT1M", "s3:GetObject", "*")).code())
                .isEqualTo("scope-exceeds-ceiling");
    }

    @Test
    void itGoesAsDeepAsEachTaskOnTheWayAllows() {
        Lease first = root("shallow", "PT10M", SEND, ORDERS);
        Lease second = granted(ask(first, "deep", "PT5M", SEND, ORDERS));

        assertThat(refused(ask(second, "deep", "PT1M", SEND, ORDERS)).code())
                .isEqualTo("delegation-too-deep");
    }

    @Test
    void theDeepestLineageFitsASessionTag() {
        Lease lease = root("deep", "PT10M", SEND, ORDERS);
        for (int depth = 1; depth <= Lineage.DEEPEST; depth++) {
            lease = granted(ask(lease, "deep", "PT5M", SEND, ORDERS));
        }

        assertThat(lease.lineage().depth()).isEqualTo(5);
        assertThat(lease.lineage().toString()).hasSizeLessThanOrEqualTo(255);
        assertThat(refused(ask(lease, "deep", "PT1M", SEND, ORDERS)).code())
                .isEqualTo("delegation-too-deep");
    }

    @Test
    void theNetworksOfALeaseAboveBindWhatIsBelow() {
        Lease parent = root("office", "PT10M", SEND, ORDERS);

        Lease child = granted(ask(parent, "orders", "PT5M", SEND, ORDERS));

        assertThat(child.grant().networks()).containsExactly(List.of("203.0.113.0/24"));
        assertThat(child.grant().sessionPolicy()).contains("203.0.113.0/24");
    }

    @Test
    void aVariableOfTheSessionIsBoundToEachSidesOwnValue() {
        Lease parent = root("orders", "PT10M", SEND, ORDERS + "-${aws:userid}");

        assertThat(refused(ask(parent, "orders", "PT5M", SEND, ORDERS + "-${aws:userid}")).code())
                .isEqualTo("scope-exceeds-parent");
        granted(
                ask(
                        parent,
                        "orders",
                        "PT5M",
                        SEND,
                        ORDERS + "-" + FakeSessions.ROLE_ID + ":" + parent.id()));
    }

    @Test
    void nothingIsHandedOnFromALeaseThatHasEnded() {
        Lease parent = root("orders", "PT10M", SEND, ORDERS);
        Lease child = granted(ask(parent, "orders", "PT5M", SEND, ORDERS));
        new Releasing(leases, new RecordedLeaseEvents()).release(Samples.JOB, parent.id(), NOW);

        assertThat(refused(ask(parent, "orders", "PT1M", SEND, ORDERS)).code())
                .isEqualTo("lease-not-active");
        assertThat(refused(ask(child, "orders", "PT1M", SEND, ORDERS)).code())
                .isEqualTo("lease-not-active");
    }

    @Test
    void nothingIsHandedOnAfterTheDeadline() {
        Lease parent = root("orders", "PT1M", SEND, ORDERS);

        Issued late =
                issuing.issue(
                        Samples.sessionOf(parent),
                        request("orders", "PT10S", scope(SEND, ORDERS)),
                        parent.expiresAt());

        assertThat(refused(late).code()).isEqualTo("lease-not-active");
    }

    @Test
    void aRevocationAtTheSameTimeWins() {
        Lease parent = root("orders", "PT10M", SEND, ORDERS);
        Leases raced =
                new ForwardingLeases(leases) {
                    @Override
                    public Opening open(Lease.Change requested, Limits limits) {
                        leases.write(parent.ended(LeaseState.REVOKED, NOW, "someone", "test"));
                        return super.open(requested, limits);
                    }
                };
        Issuing racing =
                new Issuing(
                        tasks,
                        SampleStack.FORBIDDEN,
                        ids -> standings,
                        raced,
                        new FakeSessions(),
                        new RecordedLeaseEvents(),
                        new Random(8),
                        new Leases.Limits(100, 100),
                        Samples.DOORS);

        Issued issued =
                racing.issue(
                        Samples.sessionOf(parent),
                        request("orders", "PT1M", scope(SEND, ORDERS)),
                        NOW);

        assertThat(refused(issued).code()).isEqualTo("lease-not-active");
        assertThat(leases.list()).hasSize(1);
    }

    @Test
    void nothingIsHandedOnForAHolderThatWasDisabledMeanwhile() {
        Lease parent = root("orders", "PT10M", SEND, ORDERS);
        standings.put(Samples.JOB.id(), IdentityStatus.INACTIVE);

        assertThat(refused(ask(parent, "orders", "PT1M", SEND, ORDERS)).code())
                .isEqualTo("caller-disabled");
    }

    @Test
    void aSessionOfABrokeredRoleWithoutALeaseGetsNothing() {
        Caller shadow =
                new Caller(
                        "123456789012",
                        "arn:aws:sts::123456789012:assumed-role/orders/mallory",
                        FakeSessions.ROLE_ID,
                        "mallory",
                        Samples.ROLE);

        assertThat(refused(issue(shadow, "orders", "PT1M", scope(SEND, ORDERS))).code())
                .isEqualTo("session-unknown");
    }

    @Test
    void anotherTaskMustTakeTheFirstHolderToo() {
        Lease parent = root("orders", "PT10M", SEND, ORDERS);
        task("others", Samples.ROLE, 3, "");
        var theirs = TaskDocument.write(tasks.find("others").orElseThrow());
        theirs.putArray("requesters").add("arn:aws:iam::123456789012:role/night");
        tasks.apply(List.of(((TaskDocument.Read.Valid) TaskDocument.read(theirs)).task()));

        assertThat(refused(ask(parent, "others", "PT1M", SEND, ORDERS)).code())
                .isEqualTo("requester-not-allowed");
    }

    private Lease root(String task, String duration, String action, String resource) {
        return granted(issue(Samples.JOB, task, duration, scope(action, resource)));
    }

    private Issued ask(Lease parent, String task, String duration, String action, String resource) {
        return issue(Samples.sessionOf(parent), task, duration, scope(action, resource));
    }

    private Issued issue(Caller caller, String task, String duration, String scope) {
        return issuing.issue(caller, request(task, duration, scope), NOW);
    }

    private static IssueRequest request(String task, String duration, String scope) {
        var document =
                Json.MAPPER
                        .createObjectNode()
                        .put("task", task)
                        .put("agent", "agent-1")
                        .put("duration", duration)
                        .put("reason", "test");
        document.set("scope", Json.read(scope));
        return ((IssueRequest.Read.Valid) IssueRequest.read(document)).request();
    }

    private static String scope(String action, String resource) {
        return """
        {"Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}
        """
                .formatted(action, resource);
    }

    private void task(String name, String role, int depth, String network) {
        var document =
                Json.MAPPER
                        .createObjectNode()
                        .put("name", name)
                        .put("delegationDepth", depth)
                        .put("longestDuration", Duration.ofMinutes(15).toString());
        document.putArray("roles").add(role);
        document.putArray("requesters").add("arn:aws:iam::123456789012:role/build/ci");
        if (!network.isEmpty()) {
            document.putArray("networks").add(network);
        }
        document.set("ceiling", Json.read(scope("sqs:*", "*")));
        tasks.apply(List.of(((TaskDocument.Read.Valid) TaskDocument.read(document)).task()));
    }

    private static Lease granted(Issued issued) {
        assertThat(issued).isInstanceOf(Issued.Granted.class);
        return ((Issued.Granted) issued).lease();
    }

    private static Refusal refused(Issued issued) {
        assertThat(issued).isInstanceOf(Issued.Refused.class);
        return ((Issued.Refused) issued).refusal();
    }
}
