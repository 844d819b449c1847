package dev.curfew.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.InMemoryTasks;
import dev.curfew.core.task.SampleStack;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");
    private static final String ROLE_1 = "arn:aws:iam::123456789012:role/curfew/orders-1";
    private static final String ROLE_2 = "arn:aws:iam::123456789012:role/curfew/orders-2";

    private final InMemoryTasks tasks = new InMemoryTasks();
    private final InMemoryLeases leases = new InMemoryLeases();
    private final FakeSessions sessions = new FakeSessions();
    private final RecordedLeaseEvents events = new RecordedLeaseEvents();
    private final Issuing issuing =
            new Issuing(
                    tasks,
                    SampleStack.FORBIDDEN,
                    ids -> Map.of(),
                    leases,
                    sessions,
                    events,
                    new Random(7),
                    new Leases.Limits(3, 2),
                    Samples.DOORS);

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
                granted(issuing.issue(Samples.JOB, request("read-orders", "PT10S"), NOW));

        assertThat(granted.credentials()).isEqualTo(FakeSessions.CREDENTIALS);
        assertThat(granted.lease().state()).isEqualTo(LeaseState.ACTIVE);
        assertThat(granted.lease().issuedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(granted.lease().expiresAt()).isEqualTo(Instant.parse("2026-03-01T12:00:10Z"));
        assertThat(granted.lease().lineage()).hasToString("/" + granted.lease().id() + "/");
        assertThat(leases.find(granted.lease().id())).contains(granted.lease());
        assertThat(events.issued()).containsExactly(granted.lease());
    }

    @Test
    void aLeaseShorterThanStsAllowsEndsByItsSessionPolicy() {
        Issued.Granted granted =
                granted(issuing.issue(Samples.JOB, request("read-orders", "PT10S"), NOW));

        assertThat(sessions.durations()).containsExactly(Duration.ofMinutes(15));
        assertThat(Json.read(granted.lease().grant().sessionPolicy()).at("/Statement/1"))
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
            return new Sessions.Opened.Live(FakeSessions.CREDENTIALS, FakeSessions.ROLE_ID);
        });

        granted(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW));

        assertThat(sessions.opened()).hasSize(1);
    }

    @Test
    void aLeaseWithoutAClearAnswerFromStsStaysForExpireToClose() {
        sessions.answering((lease, duration) -> {
            throw new SessionsUnavailableException("no answer", new RuntimeException("reset"));
        });

        assertThatThrownBy(() -> issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW))
                .isInstanceOf(SessionsUnavailableException.class);

        assertThat(leases.list())
                .singleElement()
                .extracting(Lease::state)
                .isEqualTo(LeaseState.PENDING);
        assertThat(leases.due(NOW.plusSeconds(61), 10).leases()).hasSize(1);
    }

    @Test
    void whatStsRefusesIsAFailedLeaseThatCountsNoLonger() {
        sessions.answering((lease, duration) -> new Sessions.Opened.RoleRefused("not authorized"));

        assertThat(refused(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW)).code())
                .isEqualTo("role-not-assumable");
        assertThat(leases.list())
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
            leases.write(lease.ended(LeaseState.REVOKED, NOW, "someone", "test"));
            return new Sessions.Opened.Live(FakeSessions.CREDENTIALS, FakeSessions.ROLE_ID);
        });

        assertThat(refused(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW)).code())
                .isEqualTo("lease-ended");
    }

    @Test
    void refusesAnUnknownTaskAndWritesNothing() {
        Refusal refusal = refused(issuing.issue(Samples.JOB, request("no-such-task", "PT5M"), NOW));

        assertThat(refusal.code()).isEqualTo("task-unknown");
        assertThat(refusal.message()).contains("`no-such-task`");
        assertThat(leases.list()).isEmpty();
    }

    @Test
    void theHolderIsWhoProvedToAskWhateverTheLabelSays() {
        Issued.Granted granted =
                granted(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW));

        assertThat(granted.lease().holder()).isEqualTo(Holder.of(Samples.JOB));
    }

    @Test
    void refusesWhoeverIsNotAmongTheRequestersAndWritesNothing() {
        Refusal refusal =
                refused(
                        issuing.issue(
                                Samples.job("night", "AROANIGHTNIGHT000001"),
                                request("read-orders", "PT5M"),
                                NOW));

        assertThat(refusal.code()).isEqualTo("requester-not-allowed");
        assertThat(refusal.message())
                .contains("`arn:aws:iam::123456789012:role/build/night`", "`read-orders`");
        assertThat(leases.list()).isEmpty();
        assertThat(sessions.opened()).isEmpty();
    }

    @Test
    void refusesADurationOverTheTasksOwnAndWritesNothing() {
        Refusal refusal =
                refused(issuing.issue(Samples.JOB, request("read-orders", "PT15M1S"), NOW));

        assertThat(refusal.code()).isEqualTo("duration-too-long");
        assertThat(refusal.help()).contains("`PT15M`");
        assertThat(leases.list()).isEmpty();
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

        Refusal refusal = refused(issuing.issue(Samples.JOB, request, NOW));

        assertThat(refusal.code()).isEqualTo("scope-exceeds-ceiling");
        assertThat(refusal.message())
                .containsIgnoringCase("`s3:GetObject`")
                .contains("`read-orders`");
        assertThat(refusal.help()).contains("sqs:SendMessage").doesNotContain("s3:");
        assertThat(leases.list()).isEmpty();
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

        assertThat(refused(issuing.issue(Samples.JOB, request, NOW)).help())
                .contains("another task");
        assertThat(sessions.opened()).isEmpty();
    }

    @Test
    void refusesAScopeThatStsWouldNotTakeAndWritesNothing() {
        String resource = "arn:aws:sqs:us-east-1:123456789012:orders" + "q".repeat(2000);

        Refusal refusal =
                refused(issuing.issue(Samples.JOB, request("read-orders", "PT5M", resource), NOW));

        assertThat(refusal.code()).isEqualTo("scope-too-long");
        assertThat(refusal.message()).contains("2048");
        assertThat(leases.list()).isEmpty();
    }

    @Test
    void refusesAHaltedHolderAndSaysWhoMayLetItGoOn() {
        leases.halted(holder -> holder.id().equals(Samples.JOB.id()));

        Refusal refusal = refused(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW));

        assertThat(refusal.code()).isEqualTo("holder-halted");
        assertThat(refusal.help()).contains("curfew lease resume --holder " + Samples.JOB.id());
        assertThat(leases.list()).isEmpty();
        leases.halted(holder -> !holder.id().equals(Samples.JOB.id()));
        granted(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW));
    }

    @Test
    void refusesAHolderWithTooManySessions() {
        granted(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW));
        granted(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW));

        assertThat(refused(issuing.issue(Samples.JOB, request("read-orders", "PT5M"), NOW)).code())
                .isEqualTo("holder-full");
        assertThat(leases.list()).hasSize(2);
    }

    @Test
    void takesTheLeastLoadedRoleAndRefusesWhenAllAreFull() {
        for (int i = 0; i < 6; i++) {
            granted(
                    issuing.issue(
                            Samples.job("ci-" + i, "AROAJOBJOBJOBJOB000" + i),
                            request("two-roles", "PT5M"),
                            NOW));
        }

        assertThat(leases.sessionsOn(List.of(ROLE_1, ROLE_2)))
                .containsEntry(ROLE_1, 3)
                .containsEntry(ROLE_2, 3);
        assertThat(
                        refused(
                                        issuing.issue(
                                                Samples.job("ci-7", "AROAJOBJOBJOBJOB0007"),
                                                request("two-roles", "PT5M"),
                                                NOW))
                                .code())
                .isEqualTo("role-full");
    }

    private static Task task(String name, List<String> roles) {
        var document =
                Json.read(
                        """
                        {"name": "%s", "roles": %s, "requesters": ["arn:aws:iam::123456789012:role/build/ci*"],
                         "ceiling": {"Version": "2012-10-17",
                                     "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage",
                                                    "Resource": "arn:aws:sqs:us-east-1:123456789012:orders*"}]}}
                        """
                                .formatted(name, Json.MAPPER.valueToTree(roles)));
        return ((TaskDocument.Read.Valid) TaskDocument.read(document)).task();
    }

    private static IssueRequest request(String task, String duration) {
        return request(task, duration, "arn:aws:sqs:us-east-1:123456789012:orders");
    }

    private static IssueRequest request(String task, String duration, String resource) {
        return request("agent-1", task, duration, resource);
    }

    private static IssueRequest request(
            String agent, String task, String duration, String resource) {
        var document =
                Json.read(
                        """
                        {"task": "%s", "agent": "%s", "duration": "%s", "reason": "test",
                         "scope": {"Version": "2012-10-17",
                                   "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s"}]}}
                        """
                                .formatted(task, agent, duration, resource));
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
