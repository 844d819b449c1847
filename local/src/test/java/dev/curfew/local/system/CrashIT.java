package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.aws.DynamoTasks;
import dev.curfew.aws.StsSessions;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.lease.Doors;
import dev.curfew.core.lease.Expiring;
import dev.curfew.core.lease.ForwardingLeases;
import dev.curfew.core.lease.IssueRequest;
import dev.curfew.core.lease.Issuing;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.SessionCredentials;
import dev.curfew.core.lease.Sessions;
import dev.curfew.local.LocalCloud;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A function that dies while it issues leaves no session that Curfew does not know. */
class CrashIT {

    private static String queue = "";

    private final Leases leases = CURFEW.leaseTable();
    private final Sessions sts = new StsSessions(CURFEW.stsOfTheIssueFunction());

    /** As sudden as the end of a process: nothing after it runs. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    @BeforeAll
    static void prepare() {
        queue = CURFEW.queue("crash-orders");
        CURFEW.applyTask("crash-it", CURFEW.brokeredRole("crash-it", "sqs:*", "*"), List.of());
    }

    @Test
    void aCrashBeforeStsIsAskedLeavesALeaseThatExpireCloses() {
        Lease left =
                crash((lease, duration) -> {
                    throw new Crash();
                });

        assertThat(left.state()).isEqualTo(LeaseState.PENDING);
        expireAt(left.issuedAt().plusSeconds(60));
        assertThat(leases.find(left.id()).orElseThrow().state()).isEqualTo(LeaseState.FAILED);
    }

    @Test
    void aSessionOpenedBeforeACrashIsKnownIsClosedAndEndsByItsDeadline()
            throws InterruptedException {
        AtomicReference<SessionCredentials> lost = new AtomicReference<>();
        Lease left =
                crash((lease, duration) -> {
                    if (sts.open(lease, duration)
                            instanceof Sessions.Opened.Live(SessionCredentials live, var roleId)) {
                        lost.set(live);
                    }
                    throw new Crash();
                });

        assertThat(left.state()).isEqualTo(LeaseState.PENDING);
        assertThat(
                        CURFEW.as(lost.get())
                                .sendMessage(send -> send.queueUrl(queue).messageBody("x"))
                                .messageId())
                .as("the session is live")
                .isNotBlank();
        expireAt(left.issuedAt().plusSeconds(60));
        Lease closed = leases.find(left.id()).orElseThrow();
        assertThat(closed.state()).isEqualTo(LeaseState.FAILED);
        assertThat(closed.counted()).as("it counts while its session may be live").isTrue();
        while (Instant.now().isBefore(left.expiresAt())) {
            Thread.sleep(100);
        }
        assertThatThrownBy(() ->
                        CURFEW.as(lost.get())
                                .sendMessage(send -> send.queueUrl(queue).messageBody("x")))
                .hasMessageContaining("explicit deny");
    }

    @Test
    void aCrashBeforeTheAnswerHandsNothingOut() {
        Leases dies =
                new ForwardingLeases(leases) {
                    @Override
                    public boolean write(Lease.Change change) {
                        throw new Crash();
                    }
                };

        assertThatThrownBy(() -> issue(dies, sts)).isInstanceOf(Crash.class);

        assertThat(leases.due(Instant.now().plusSeconds(61), 100))
                .filteredOn(lease ->
                        lease.task().equals("crash-it") && lease.state() == LeaseState.PENDING)
                .isNotEmpty();
        expireAt(Instant.now().plusSeconds(61));
    }

    private Lease crash(Sessions sessions) {
        AtomicReference<Lease> asked = new AtomicReference<>();
        assertThatThrownBy(() ->
                        issue(
                                leases,
                                (lease, duration) -> {
                                    asked.set(lease);
                                    return sessions.open(lease, duration);
                                }))
                .isInstanceOf(Crash.class);
        return leases.find(asked.get().id()).orElseThrow();
    }

    private static Issuing.Issued issue(Leases leases, Sessions sessions) {
        String root = "arn:aws:iam::" + LocalCloud.ACCOUNT + ":root";
        Caller caller = new Caller(LocalCloud.ACCOUNT, root, LocalCloud.ACCOUNT, null, root);
        IssueRequest request =
                ((IssueRequest.Read.Valid)
                                IssueRequest.read(
                                        CURFEW.request(
                                                "crash-it",
                                                "PT10S",
                                                IssueIT.scope("sqs:SendMessage", "crash-orders"))))
                        .request();
        return new Issuing(
                        new DynamoTasks(CURFEW.dynamo(), CURFEW.output("CatalogueTable")),
                        CURFEW.forbidden(),
                        ids -> Map.of(),
                        leases,
                        sessions,
                        new RecordedLeaseEvents(),
                        new Random(),
                        Leases.Limits.DEFAULT,
                        new Doors(
                                "arn:aws:lambda:us-east-1:000000000000:function:curfew-issue:live",
                                "arn:aws:lambda:us-east-1:000000000000:function:curfew-release:live"))
                .issue(caller, request, Instant.now());
    }

    private void expireAt(Instant time) {
        new Expiring(leases, CURFEW.denyLists(), new RecordedLeaseEvents()).run(time);
    }
}
