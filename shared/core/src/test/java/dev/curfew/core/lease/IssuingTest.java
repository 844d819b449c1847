package dev.curfew.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.SampleProofs;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.InMemoryTasks;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");
    private static final Caller CALLER = user("alice");
    private static final String ROLE_1 = "arn:aws:iam::123456789012:role/curfew/orders-1";
    private static final String ROLE_2 = "arn:aws:iam::123456789012:role/curfew/orders-2";

    private final InMemoryTasks tasks = new InMemoryTasks();
    private final InMemoryLeases leases = new InMemoryLeases();
    private final FakeSessions sessions = new FakeSessions();
    private final RecordedLeaseEvents events = new RecordedLeaseEvents();
    private final Issuing issuing =
            new Issuing(tasks, leases, sessions, events, new Random(7), new Leases.Limits(3, 2));

    @BeforeEach
    void putTasks() {
        tasks.apply(
                List.of(
                        task("read-orders", List.of(ROLE_1)),
                        task("two-roles", List.of(ROLE_1, ROLE_2))));
    }

    @Test
    void grantsWhatWasAskedForToTheSecond() {
        Issued.Granted granted =
                granted(issuing.issue(CALLER, request("read-orders", "PT10S"), NOW));

        assertThat(granted.credentials()).isEqualTo(FakeSessions.CREDENTIALS);
        assertThat(granted.lease().state()).isEqualTo(LeaseState.ACTIVE);
        assertThat(granted.lease().issuedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(granted.lease().expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:00:10Z"));
        assertThat(granted.lease().lineage()).isEqualTo("/" + granted.lease().id() + "/");
        assertThat(leases.find(granted.lease().id())).contains(granted.lease());
        assertThat(events.issued()).containsExactly(granted.lease());
    }

    @Test
    void aLeaseShorterThanStsAllowsEndsByItsSessionPolicy() {
        Issued.Granted granted =
                granted(issuing.issue(CALLER, request("read-orders", "PT10S"), NOW));

        assertThat(sessions.durations()).containsExactly(Duration.ofMinutes(15));
        assertThat(Json.read(granted.lease().sessionPolicy()).at("/Statement/1"))
                .isEqualTo(
                        Json.read(
                                """
                                {"Effect":"Deny","Action":"*","Resource":"*",
                                 "Condition":{"DateGreaterThanEquals":{"aws:CurrentTime":"2026-03-01T12:00:10Z"}}}
                                """));
        assertThat(granted.lease().sessionEndsAt()).isAfter(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void theLeaseIsWrittenBeforeStsIsAsked() {
        sessions.answering((lease, duration) -> {
            assertThat(leases.find(lease.id())).contains(lease);
            assertThat(lease.state()).isEqualTo(LeaseState.PENDING);
            return new Sessions.Opened.Live(FakeSessions.CREDENTIALS);
        });

        granted(issuing.issue(CALLER, request("read-orders", "PT5M"), NOW));

        assertThat(sessions.opened()).hasSize(1);
    }

    @Test
    void aLeaseWithoutAClearAnswerFromStsStaysForExpireToClose() {
        sessions.answering((lease, duration) -> {
            throw new SessionsUnavailableException("no answer", new RuntimeException("reset"));
        });

        assertThatThrownBy(() -> issuing.issue(CALLER, request("read-orders", "PT5M"), NOW))
                .isInstanceOf(SessionsUnavailableException.class);

        assertThat(leases.all())
                .singleElement()
                .extracting(Lease::state)
                .isEqualTo(LeaseState.PENDING);
        assertThat(leases.due(NOW.plusSeconds(61), 10)).hasSize(1);
    }

    @Test
    void whatStsRefusesIsAFailedLeaseThatCountsNoLonger() {
        sessions.answering((lease, duration) -> new Sessions.Opened.RoleRefused("not authorized"));

        assertThat(refused(issuing.issue(CALLER, request("read-orders", "PT5M"), NOW)).code())
                .isEqualTo("role-not-assumable");
        assertThat(leases.all())
                .singleElement()
                .satisfies(lease -> {
                    assertThat(lease.state()).isEqualTo(LeaseState.FAILED);
                    assertThat(lease.counted()).isFalse();
                });
        assertThat(events.issued()).isEmpty();
    }

    @Test
    void aLeaseThatWasEndedWhileItWasIssuedHandsNothingOut() {
        sessions.answering((lease, duration) -> {
            leases.replace(lease, lease.ended(LeaseState.REVOKED, NOW));
            return new Sessions.Opened.Live(FakeSessions.CREDENTIALS);
        });

        assertThat(refused(issuing.issue(CALLER, request("read-orders", "PT5M"), NOW)).code())
                .isEqualTo("lease-ended");
    }

    @Test
    void refusesAnUnknownTaskAndWritesNothing() {
        Refusal refusal = refused(issuing.issue(CALLER, request("no-such-task", "PT5M"), NOW));

        assertThat(refusal.code()).isEqualTo("task-unknown");
        assertThat(refusal.message()).contains("`no-such-task`");
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void theHolderIsWhoProvedToAskWhateverTheLabelSays() {
        Issued.Granted granted =
                granted(issuing.issue(CALLER, request("read-orders", "PT5M"), NOW));

        assertThat(granted.lease().holder()).isEqualTo("AIDAalice");
    }

    @Test
    void refusesWhoeverIsNotAmongTheRequestersAndWritesNothing() {
        Refusal refusal =
                refused(issuing.issue(SampleProofs.CI, request("read-orders", "PT5M"), NOW));

        assertThat(refusal.code()).isEqualTo("requester-not-allowed");
        assertThat(refusal.message())
                .contains("`arn:aws:iam::123456789012:role/build/ci`", "`read-orders`");
        assertThat(leases.all()).isEmpty();
        assertThat(sessions.opened()).isEmpty();
    }

    @Test
    void refusesADurationOverTheTasksOwnAndWritesNothing() {
        Refusal refusal = refused(issuing.issue(CALLER, request("read-orders", "PT15M1S"), NOW));

        assertThat(refusal.code()).isEqualTo("duration-too-long");
        assertThat(refusal.help()).contains("`PT15M`");
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void refusesAScopeBeyondTheCeilingWithAWitnessAndTheNearestThatWouldPass() {
        var document =
                Json.read(
                        """
                        {"task": "read-orders", "agent": "agent-1", "duration": "PT5M", "reason": "test",
                         "scope": {"Version": "2012-10-17", "Statement":
                           [{"Effect": "Allow", "Action": ["sqs:SendMessage", "s3:GetObject"], "Resource": "*"}]}}
                        """);
        IssueRequest request = ((IssueRequest.Read.Valid) IssueRequest.read(document)).request();

        Refusal refusal = refused(issuing.issue(CALLER, request, NOW));

        assertThat(refusal.code()).isEqualTo("scope-exceeds-ceiling");
        assertThat(refusal.message())
                .containsIgnoringCase("`s3:GetObject`")
                .contains("`read-orders`");
        assertThat(refusal.help()).contains("sqs:SendMessage").doesNotContain("s3:");
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void refusesAScopeOfWhichNothingLiesWithinTheCeiling() {
        var document =
                Json.read(
                        """
                        {"task": "read-orders", "agent": "agent-1", "duration": "PT5M", "reason": "test",
                         "scope": {"Version": "2012-10-17", "Statement":
                           [{"Effect": "Allow", "Action": "iam:CreateUser", "Resource": "*"}]}}
                        """);
        IssueRequest request = ((IssueRequest.Read.Valid) IssueRequest.read(document)).request();

        assertThat(refused(issuing.issue(CALLER, request, NOW)).help()).contains("another task");
        assertThat(sessions.opened()).isEmpty();
    }

    @Test
    void refusesAScopeThatStsWouldNotTakeAndWritesNothing() {
        String resource = "arn:aws:sqs:us-east-1:123456789012:" + "q".repeat(2000);

        Refusal refusal =
                refused(issuing.issue(CALLER, request("read-orders", "PT5M", resource), NOW));

        assertThat(refusal.code()).isEqualTo("scope-too-long");
        assertThat(refusal.message()).contains("2048");
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void refusesAHolderWithTooManySessions() {
        granted(issuing.issue(CALLER, request("read-orders", "PT5M"), NOW));
        granted(issuing.issue(CALLER, request("read-orders", "PT5M"), NOW));

        assertThat(refused(issuing.issue(CALLER, request("read-orders", "PT5M"), NOW)).code())
                .isEqualTo("holder-full");
        assertThat(leases.all()).hasSize(2);
    }

    @Test
    void takesTheLeastLoadedRoleAndRefusesWhenAllAreFull() {
        for (int i = 0; i < 6; i++) {
            granted(issuing.issue(user("alice-" + i), request("two-roles", "PT5M"), NOW));
        }

        assertThat(leases.sessionsOn(List.of(ROLE_1, ROLE_2)))
                .containsEntry(ROLE_1, 3)
                .containsEntry(ROLE_2, 3);
        assertThat(
                        refused(issuing.issue(user("alice-7"), request("two-roles", "PT5M"), NOW))
                                .code())
                .isEqualTo("role-full");
    }

    private static Task task(String name, List<String> roles) {
        var document =
                Json.read(
                        """
                        {"name": "%s", "roles": %s, "requesters": ["arn:aws:iam::123456789012:user/*"],
                         "ceiling": {"Version": "2012-10-17",
                                     "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}}
                        """
                                .formatted(name, Json.MAPPER.valueToTree(roles)));
        return ((TaskDocument.Read.Valid) TaskDocument.read(document)).task();
    }

    private static IssueRequest request(String task, String duration) {
        return request(task, duration, "arn:aws:sqs:us-east-1:123456789012:orders");
    }

    private static Caller user(String name) {
        String arn = "arn:aws:iam::123456789012:user/" + name;
        return new Caller("123456789012", arn, "AIDA" + name, null, arn);
    }

    private static IssueRequest request(String task, String duration, String resource) {
        var document =
                Json.read(
                        """
                        {"task": "%s", "agent": "agent-1", "duration": "%s", "reason": "test",
                         "scope": {"Version": "2012-10-17",
                                   "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s"}]}}
                        """
                                .formatted(task, duration, resource));
        return ((IssueRequest.Read.Valid) IssueRequest.read(document)).request();
    }

    private static Issued.Granted granted(Issued issued) {
        assertThat(issued).isInstanceOf(Issued.Granted.class);
        return (Issued.Granted) issued;
    }

    private static Refusal refused(Issued issued) {
        assertThat(issued).isInstanceOf(Issued.Refused.class);
        return ((Issued.Refused) issued).refusal();
    }
}
