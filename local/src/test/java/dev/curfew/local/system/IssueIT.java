package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Issuing on the deployed stack: what a session can do, what it cannot, and until when. */
class IssueIT {

    private static String orders = "";
    private static String other = "";

    @BeforeAll
    static void prepare() {
        orders = CURFEW.queue("issue-orders");
        other = CURFEW.queue("issue-other");
        String role =
                CURFEW.brokeredRole(
                        "issue-it", "sqs:*", "arn:aws:sqs:us-east-1:000000000000:issue-*");
        CURFEW.applyTask("issue-it", role, List.of());
        CURFEW.applyTask("issue-it-elsewhere", role, List.of("203.0.113.0/24"));
        CURFEW.applyTask("issue-it-here", role, List.of("127.0.0.0/8"));
        CURFEW.applyTask("issue-it-vpc", role, List.of("vpc-0a1b2c3d"));
        CURFEW.applyTask(
                "issue-it-no-role",
                "arn:aws:iam::000000000000:role/curfew/no-such-role",
                List.of());
    }

    @Test
    void aSessionCanDoItsScopeAndNothingElse() {
        SqsClient sqs =
                CURFEW.as(
                        CURFEW.issue("issue-it", "PT5M", scope("sqs:SendMessage", "issue-orders")));

        assertThatCode(() -> send(sqs, orders)).doesNotThrowAnyException();
        assertDenied(() -> send(sqs, other));
        assertDenied(() -> sqs.receiveMessage(ask -> ask.queueUrl(orders)));
    }

    @Test
    void theDeadlineHoldsToTheSecondWhateverTheScopeSays() throws InterruptedException {
        ObjectNode scope = scope("sqs:SendMessage", "issue-orders");
        ((ObjectNode) scope.at("/Statement/0"))
                .putObject("Condition")
                .putObject("DateLessThan")
                .put("aws:CurrentTime", "2099-01-01T00:00:00Z");
        JsonNode answer = CURFEW.issue("issue-it", "PT10S", scope);
        Instant end = Instant.parse(answer.path("expiresAt").asText());
        SqsClient sqs = CURFEW.as(answer);
        assertThat(Instant.now()).as("issued in time to be used").isBefore(end.minusSeconds(1));

        Instant lastAllowed = Instant.MIN;
        Instant firstDenied = Instant.MAX;
        while (firstDenied.equals(Instant.MAX) && Instant.now().isBefore(end.plusSeconds(3))) {
            Instant before = Instant.now();
            try {
                send(sqs, orders);
                lastAllowed = before;
            } catch (SqsException denied) {
                assertThat(denied.awsErrorDetails().errorCode()).contains("AccessDenied");
                firstDenied = Instant.now();
            }
            Thread.sleep(50);
        }

        assertThat(lastAllowed).isBefore(end).isAfter(end.minusSeconds(1));
        assertThat(firstDenied).isBetween(end, end.plusSeconds(1));
    }

    @Test
    void aSessionWorksFromItsTasksNetworksAlone() {
        JsonNode here =
                CURFEW.issue("issue-it-here", "PT5M", scope("sqs:SendMessage", "issue-orders"));
        JsonNode elsewhere =
                CURFEW.issue(
                        "issue-it-elsewhere", "PT5M", scope("sqs:SendMessage", "issue-orders"));
        JsonNode vpc =
                CURFEW.issue("issue-it-vpc", "PT5M", scope("sqs:SendMessage", "issue-orders"));

        assertThatCode(() -> send(CURFEW.as(here), orders)).doesNotThrowAnyException();
        assertDenied(() -> send(CURFEW.as(elsewhere), orders));
        assertDenied(() -> send(CURFEW.as(vpc), orders));
    }

    @Test
    void theScopeGivesNothingThatTheRoleLacks() {
        String elsewhere = CURFEW.queue("elsewhere");
        SqsClient sqs =
                CURFEW.as(
                        CURFEW.issue(
                                "issue-it",
                                "PT5M",
                                Json.read(
                                        """
                                        {"Version": "2012-10-17", "Statement":
                                          [{"Effect": "Allow", "Action": "sqs:SendMessage",
                                            "NotResource": "arn:aws:sqs:*:*:curfew-*"}]}
                                        """)));

        assertThatCode(() -> send(sqs, orders)).doesNotThrowAnyException();
        assertDenied(() -> send(sqs, elsewhere));
    }

    @ParameterizedTest
    @CsvSource({
        "issue-it, PT5M, {}, scope-invalid",
        "no-such-task, PT5M, , task-unknown",
        "issue-it, PT16M, , duration-too-long",
        "issue-it, 5m, , duration-invalid",
        "issue-it, PT0S, , duration-invalid",
        "issue-it, PT9S, , duration-invalid"
    })
    void aRefusalSaysWhatAndWhyAndWhatToDoAndWritesNothing(
            String task, String duration, String scope, String code) {
        List<LeaseId> before = leases();

        JsonNode refused =
                CURFEW.issue(
                                task,
                                duration,
                                scope == null
                                        ? scope("sqs:SendMessage", "issue-orders")
                                        : Json.read(scope))
                        .path("refused");

        assertThat(refused.path("code").asText()).isEqualTo(code);
        assertThat(refused.path("message").asText()).isNotBlank();
        assertThat(refused.path("help").asText()).isNotBlank();
        assertThat(leases()).isEqualTo(before);
    }

    @Test
    void anUnknownFieldIsRefusedAndWritesNothing() {
        List<LeaseId> before = leases();
        ObjectNode request =
                CURFEW.request("issue-it", "PT5M", scope("sqs:SendMessage", "issue-orders"));
        request.put("sudo", true);

        JsonNode answer = CURFEW.issue("issue-it", request);

        assertThat(answer.at("/refused/code").asText()).isEqualTo("request-invalid");
        assertThat(answer.at("/refused/message").asText()).contains("`sudo`");
        assertThat(leases()).isEqualTo(before);
    }

    @Test
    void aPolicyThatStsWouldNotTakeIsRefusedAndWritesNothing() {
        List<LeaseId> before = leases();

        JsonNode answer =
                CURFEW.issue(
                        "issue-it", "PT5M", scope("sqs:SendMessage", "issue-" + "x".repeat(2000)));

        assertThat(answer.at("/refused/code").asText()).isEqualTo("scope-too-long");
        assertThat(leases()).isEqualTo(before);
    }

    @Test
    void aRoleThatDoesNotExistLeavesAFailedLeaseThatCountsNoLonger() {
        JsonNode answer =
                CURFEW.issue("issue-it-no-role", "PT5M", scope("sqs:SendMessage", "issue-orders"));

        assertThat(answer.at("/refused/code").asText()).isEqualTo("role-not-assumable");
        assertThat(CURFEW.leases())
                .filteredOn(lease -> lease.task().equals("issue-it-no-role"))
                .singleElement()
                .satisfies(lease -> {
                    assertThat(lease.state()).isEqualTo(LeaseState.FAILED);
                    assertThat(lease.counted()).isFalse();
                });
    }

    private static List<LeaseId> leases() {
        return CURFEW.leases().stream().map(Lease::id).toList();
    }

    static ObjectNode scope(String action, String queue) {
        return (ObjectNode)
                Json.read(
                        """
                        {"Version": "2012-10-17", "Statement":
                          [{"Effect": "Allow", "Action": "%s", "Resource": "arn:aws:sqs:us-east-1:000000000000:%s"}]}
                        """
                                .formatted(action, queue));
    }

    private static void send(SqsClient sqs, String queue) {
        sqs.sendMessage(message -> message.queueUrl(queue).messageBody("hello"));
    }

    private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SqsException.class,
                        denied ->
                                assertThat(denied.awsErrorDetails().errorCode())
                                        .contains("AccessDenied"));
    }
}
