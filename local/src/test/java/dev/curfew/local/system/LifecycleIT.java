package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Limits that act by themselves, on the deployed stack: what is taken, and how it comes back. */
class LifecycleIT {

    @BeforeEach
    void limits() {
        assertThat(Lifecycles.apply("14d").has("applied")).isTrue();
    }

    @AfterEach
    void goOn() {
        Lifecycles.operate("{\"operation\": \"resume\", \"reason\": \"the test is over\"}");
    }

    @Test
    void aStaleKeyIsDisabledOnceAndRestoredAndThenLeftAlone() {
        AccessKey key = Lifecycles.key("lifecycle-stale");
        String id = key.accessKeyId();
        SqsClient holder = CURFEW.as(key, SqsClient.builder());
        assertThat(holder.listQueues().sdkHttpResponse().isSuccessful()).isTrue();
        Lifecycles.age(id);
        String run = Lifecycles.plan(id, Action.DISABLE);

        JsonNode answer = Lifecycles.request(id, run);

        assertThat(answer.path("action").asText()).as(answer.toString()).isEqualTo("DISABLE");
        assertThat(statusInIam(key)).isEqualTo(StatusType.INACTIVE);
        assertThatThrownBy(holder::listQueues).isInstanceOf(SqsException.class);
        Identity disabled = Lifecycles.now(id);
        assertThat(disabled.status()).isEqualTo(IdentityStatus.INACTIVE);
        assertThat(disabled.steps().takenAt()).isNotNull();

        // The event comes again, and again at once.
        for (int i = 0; i < 2; i++) {
            assertThat(Lifecycles.request(id, run)).isEqualTo(answer);
        }
        // CloudTrail's word of the order may have come in between.
        assertThat(Lifecycles.now(id).steps()).isEqualTo(disabled.steps());
        assertThat(orders(id, "disabling")).isEqualTo(1);
        assertThat(orders(id, "disabled")).isEqualTo(1);

        JsonNode restored = Lifecycles.operate("restore", id);

        assertThat(restored.at("/identity/status").asText())
                .as(restored.toString())
                .isEqualTo("ACTIVE");
        assertThat(Instant.parse(restored.at("/identity/postponedTo").asText()))
                .isAfter(Instant.now().plus(Duration.ofDays(6)));
        assertThat(holder.listQueues().sdkHttpResponse().isSuccessful()).isTrue();
        assertThat(Lifecycles.operate("restore", id).has("refused")).isFalse();

        // Neither the old request nor a new one takes it again.
        assertThat(Lifecycles.request(id, run).has("left")).isTrue();
        assertThat(Lifecycles.request(id, Lifecycles.plan(id, Action.DISABLE)).has("left"))
                .isTrue();
        assertThat(holder.listQueues().sdkHttpResponse().isSuccessful()).isTrue();
    }

    @Test
    void whatASweepSaysOnTheBusIsHeard() {
        AccessKey key = Lifecycles.key("lifecycle-bus");
        String id = key.accessKeyId();
        Lifecycles.age(id);
        String run = Lifecycles.plan(id, Action.DISABLE);
        JsonNode event = Lifecycles.event(id, run);

        try (EventBridgeClient sweep = CURFEW.asFunction("sweep", EventBridgeClient.builder())) {
            PutEventsRequestEntry entry =
                    PutEventsRequestEntry.builder()
                            .eventBusName(CURFEW.output("EventBus"))
                            .source("curfew.sweep")
                            .detailType("RevocationRequested")
                            .detail(event.path("detail").toString())
                            .build();
            assertThat(sweep.putEvents(put -> put.entries(List.of(entry, entry))).failedEntryCount())
                    .isZero();
        }

        CURFEW.eventually(id, known -> known.status() == IdentityStatus.INACTIVE);
        assertThat(statusInIam(key)).isEqualTo(StatusType.INACTIVE);
        assertThat(orders(id, "disabling")).isEqualTo(1);
    }

    @Test
    void stopHaltsEverythingAtOnce() {
        AccessKey key = Lifecycles.key("lifecycle-stop");
        String id = key.accessKeyId();
        Lifecycles.age(id);
        String run = Lifecycles.plan(id, Action.DISABLE);
        Lifecycles.operate("{\"operation\": \"stop\", \"reason\": \"a test of it\"}");

        assertThat(Lifecycles.request(id, run).path("left").asText()).contains("halted");
        assertThat(statusInIam(key)).isEqualTo(StatusType.ACTIVE);

        Lifecycles.operate("{\"operation\": \"resume\", \"reason\": \"it was\"}");
        assertThat(Lifecycles.request(id, run).path("action").asText()).isEqualTo("DISABLE");
    }

    @Test
    void anExemptKeyIsLeftAlone() {
        AccessKey key = Lifecycles.key("lifecycle-exempt");
        String id = key.accessKeyId();
        Lifecycles.age(id);
        String run = Lifecycles.plan(id, Action.DISABLE);

        JsonNode answer =
                Lifecycles.operate(
                        """
                        {"operation": "exempt", "identity": "%s", "owner": "ops@example.com",
                         "reason": "used once a year", "for": "30d"}
                        """
                                .formatted(id));

        assertThat(answer.at("/exemption/owner").asText())
                .as(answer.toString())
                .isEqualTo("ops@example.com");
        assertThat(Lifecycles.request(id, run).path("left").asText()).contains("exempt");
        assertThat(statusInIam(key)).isEqualTo(StatusType.ACTIVE);
    }

    @Test
    void aDisabledKeyIsDeletedAfterItsTimeAndNotBefore() throws InterruptedException {
        Lifecycles.apply("10s");
        AccessKey key = Lifecycles.key("lifecycle-delete");
        String id = key.accessKeyId();
        Lifecycles.age(id);
        Lifecycles.request(id, Lifecycles.plan(id, Action.DISABLE));
        Instant taken = Objects.requireNonNull(Lifecycles.now(id).steps().takenAt());
        String run = Lifecycles.plan(id, Action.DELETE);
        assertThat(Lifecycles.request(id, run).has("left")).isTrue();
        assertThat(statusInIam(key)).isEqualTo(StatusType.INACTIVE);

        Thread.sleep(Duration.between(Instant.now(), taken.plusSeconds(11)));
        JsonNode answer = Lifecycles.request(id, run);

        assertThat(answer.path("action").asText()).as(answer.toString()).isEqualTo("DELETE");
        assertThat(
                        CURFEW.iam()
                                .listAccessKeys(list -> list.userName("lifecycle-delete"))
                                .accessKeyMetadata())
                .isEmpty();
        assertThat(Lifecycles.now(id).status()).isEqualTo(IdentityStatus.DELETED);
        assertThat(Lifecycles.request(id, run)).isEqualTo(answer);
        assertThat(Lifecycles.operate("restore", id).has("refused")).isTrue();
    }

    @Test
    void aKeyThatWasNeverDisabledIsNeverDeleted() {
        AccessKey key = Lifecycles.key("lifecycle-not-deleted");
        String id = key.accessKeyId();
        Lifecycles.age(id);

        assertThat(Lifecycles.request(id, Lifecycles.plan(id, Action.DELETE)).has("left"))
                .isTrue();
        assertThat(statusInIam(key)).isEqualTo(StatusType.ACTIVE);
    }

    @Test
    void anApprovedRoleIsQuarantinedAndRestored() {
        String id = Lifecycles.role("lifecycle-role");
        Lifecycles.age(id);
        String run = Lifecycles.plan(id, Action.QUARANTINE);
        assertThat(Lifecycles.request(id, run).has("left")).as("without approval").isTrue();
        assertThat(Lifecycles.operate("approve", id).has("identity")).isTrue();
        Credentials session = Lifecycles.session("lifecycle-role");

        JsonNode answer = Lifecycles.request(id, run);

        assertThat(answer.path("action").asText()).as(answer.toString()).isEqualTo("QUARANTINE");
        assertThat(attached("lifecycle-role")).containsExactly(CURFEW.output("QuarantineArn"));
        assertThatThrownBy(() -> CURFEW.as(session).listQueues())
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("not authorized");
        assertThat(Lifecycles.request(id, run)).isEqualTo(answer);
        assertThat(orders(id, "quarantining")).isEqualTo(1);

        JsonNode restored = Lifecycles.operate("restore", id);

        assertThat(restored.at("/identity/status").asText())
                .as(restored.toString())
                .isEqualTo("ACTIVE");
        assertThat(attached("lifecycle-role")).isEmpty();
        assertThat(CURFEW.as(session).listQueues().sdkHttpResponse().isSuccessful()).isTrue();
        assertThat(Lifecycles.request(id, run).has("left")).isTrue();
    }

    @Test
    void aRoleWithoutRoomIsAFindingAndNotAnAction() {
        String id = Lifecycles.role("lifecycle-full");
        for (int i = 0; i < 10; i++) {
            String name = "lifecycle-full-" + i;
            String policy =
                    CURFEW.iam()
                            .createPolicy(make ->
                                    make.policyName(name)
                                            .policyDocument(
                                                    """
                                                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                                      "Action": "sqs:GetQueueUrl", "Resource": "*"}]}
                                                    """))
                            .policy()
                            .arn();
            CURFEW.iam()
                    .attachRolePolicy(attach ->
                            attach.roleName("lifecycle-full").policyArn(policy));
        }
        Lifecycles.age(id);
        Lifecycles.operate("approve", id);
        String run = Lifecycles.plan(id, Action.QUARANTINE);

        for (int i = 0; i < 2; i++) {
            assertThat(Lifecycles.request(id, run).path("left").asText())
                    .contains("as many managed policies");
        }

        assertThat(attached("lifecycle-full"))
                .hasSize(10)
                .doesNotContain(CURFEW.output("QuarantineArn"));
        Identity left = Lifecycles.now(id);
        assertThat(left.status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(left.steps().takenAt()).isNull();
        assertThat(left.findings())
                .extracting(Finding::kind)
                .contains(Finding.Kind.NO_ROOM);
    }

    /** IAM's unique id decides, and not the name, which another may bear by now. */
    @Test
    void whoeverBearsTheNameNowIsNotHurt() {
        String old = Lifecycles.role("lifecycle-again");
        Lifecycles.age(old);
        Lifecycles.operate("approve", old);
        String run = Lifecycles.plan(old, Action.QUARANTINE);
        CURFEW.iam()
                .deleteRolePolicy(
                        delete -> delete.roleName("lifecycle-again").policyName("may"));
        CURFEW.iam().deleteRole(delete -> delete.roleName("lifecycle-again"));
        Lifecycles.role("lifecycle-again");

        assertThat(Lifecycles.request(old, run).has("left")).isTrue();

        assertThat(attached("lifecycle-again")).isEmpty();
    }

    private static StatusType statusInIam(AccessKey key) {
        return CURFEW.iam()
                .listAccessKeys(list -> list.userName(key.userName()))
                .accessKeyMetadata()
                .stream()
                .filter(each -> each.accessKeyId().equals(key.accessKeyId()))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private static List<String> attached(String role) {
        return CURFEW.iam()
                .listAttachedRolePolicies(list -> list.roleName(role))
                .attachedPolicies()
                .stream()
                .map(AttachedPolicy::policyArn)
                .toList();
    }

    /** How many entries of the journal say so. */
    private static long orders(String id, String what) {
        return Lifecycles.journal(id).stream().filter(entry -> entry.what().equals(what)).count();
    }
}
