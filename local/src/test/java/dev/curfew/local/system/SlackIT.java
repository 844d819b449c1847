package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.journal.Entry;
import dev.curfew.local.testing.TestCloud;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Buttons on the deployed stack: through the function's URL, to what they change. */
class SlackIT {

    private static final String SECRET = "a-signing-secret-that-signs-nothing";
    private static final String DANA = "U012AB3CD";
    private static final SlackStand SLACK = new SlackStand(SECRET);
    private static final DeployedCurfew CURFEW =
            DeployedCurfew.beside(
                    "slack-it",
                    Map.of("SlackSecret", secret(), "SlackChannel", "C012AB3CD"),
                    SLACK.root());

    static {
        JsonNode applied =
                CURFEW.operate(
                        Json.read(
                                """
                                {"operation": "limits.apply", "limits": {"people": [
                                  {"slack": "U012AB3CD", "name": "dana"},
                                  {"slack": "U0PINNED", "name": "ann", "team": "T0ELSEWHERE"}]}}
                                """));
        assertThat(applied.has("applied")).as(applied.toString()).isTrue();
    }

    private static String secret() {
        try (SecretsManagerClient secrets =
                TestCloud.get().client(SecretsManagerClient.builder())) {
            return secrets.createSecret(make ->
                            make.name("slack-it")
                                    .secretString(
                                            """
                                            {"token": "xoxb-for-nothing", "signingSecret": "%s"}
                                            """
                                                    .formatted(SECRET)))
                    .arn();
        }
    }

    @AfterAll
    static void close() {
        SLACK.close();
    }

    @Test
    void aPersonGivesAKeyBackAndHearsOfItWhenPressingAgain() {
        CURFEW.iam().createUser(make -> make.userName("slack-it"));
        AccessKey key = CURFEW.iam().createAccessKey(make -> make.userName("slack-it")).accessKey();
        String id = key.accessKeyId();
        CURFEW.eventually(id, Identity::isMakerKnown);
        take(key);

        Instant start = Instant.now();
        JsonNode answer = press(DANA, "curfew.restore", "identity:" + id);
        System.out.println(
                "Restore pressed to answered: "
                        + Duration.between(start, Instant.now()).toMillis()
                        + " ms");

        assertThat(answer.path("response_type").asText()).as(text(answer)).isEqualTo("in_channel");
        assertThat(text(answer)).contains(id).contains("restored by dana via Slack (U012AB3CD)");
        assertThat(answer.path("thread_ts").asText()).isEqualTo("1772366400.000200");
        assertThat(status(key)).isEqualTo(StatusType.ACTIVE);
        assertThat(journal(id))
                .filteredOn(entry -> entry.what().equals("restored"))
                .extracting(Entry::by)
                .containsExactly("dana via Slack (U012AB3CD)");

        JsonNode again = press(DANA, "curfew.restore", "identity:" + id);

        assertThat(again.path("response_type").asText()).isEqualTo("ephemeral");
        assertThat(text(again)).contains("already").contains("restored by dana via Slack");
        assertThat(journal(id)).filteredOn(entry -> entry.what().equals("restored")).hasSize(1);

        assertThat(text(press(DANA, "curfew.exempt", "identity:" + id)))
                .contains("is exempt from its limits until")
                .contains("dana answers for it");
        assertThat(text(press(DANA, "curfew.show", "identity:" + id)))
                .contains("State: ACTIVE")
                .contains("Exempt until")
                .contains("Next: ");
    }

    @Test
    void aPersonRevokesALease() {
        String role = CURFEW.brokeredRole("slack-it", "sqs:*", "*");
        CURFEW.applyTask("slack-it", role, List.of());
        String queue = CURFEW.queue("slack-work");
        JsonNode issued =
                CURFEW.issue(
                        "slack-it",
                        "PT15M",
                        Json.read(
                                """
                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                  "Action": "sqs:SendMessage",
                                  "Resource": "arn:aws:sqs:us-east-1:000000000000:slack-work"}]}
                                """));
        String lease = issued.path("lease").asText();
        SqsClient agent = CURFEW.as(issued);
        agent.sendMessage(send -> send.queueUrl(queue).messageBody("before"));
        JsonNode shown = press(DANA, "curfew.show", "lease:" + lease);
        assertThat(text(shown)).contains("State: ACTIVE").contains("ends by itself");

        JsonNode answer = press(DANA, "curfew.revoke", "lease:" + lease);

        assertThat(text(answer)).contains("has ended: revoked by dana via Slack (U012AB3CD)");
        assertThat(denied(agent, queue)).isTrue();
        assertThat(text(press(DANA, "curfew.revoke", "lease:" + lease)))
                .contains("had ended already: revoked by dana");
        assertThat(text(press(DANA, "curfew.restore", "lease:" + lease)))
                .contains("a revoked lease is not given back")
                .contains("Issue anew");
        assertThat(denied(agent, queue)).isTrue();
    }

    @Test
    void strangersForgersAndReplaysChangeNothing() {
        String value = "identity:AKIANOBODYS000000001";
        for (String stranger : List.of("U0STRANGER", "U0PINNED")) {
            assertThat(text(press(stranger, "curfew.restore", value)))
                    .contains("you (" + stranger + ") are not among those");
        }
        String body = SLACK.body(DANA, "curfew.show", value);
        String now = String.valueOf(Instant.now().getEpochSecond());
        assertThat(SLACK.send(url(), body, now, "v0=" + "0".repeat(64))).isEqualTo(401);
        String old = String.valueOf(Instant.now().minusSeconds(400).getEpochSecond());
        assertThat(SLACK.send(url(), body, old, SLACK.sign(old, body))).isEqualTo(401);

        assertThat(SLACK.send(url(), body, now, SLACK.sign(now, body))).isEqualTo(200);
        assertThat(text(SLACK.answer())).contains("does not know");
        assertThat(SLACK.send(url(), body, now, SLACK.sign(now, body))).isEqualTo(401);
        assertThat(SLACK.hasAnswer()).isFalse();
    }

    @Test
    void nobodyElseAsksInThePersonsName() {
        JsonNode answer =
                CURFEW.operate(
                        Json.read(
                                """
                                {"operation": "restore", "identity": "AKIANOBODYS000000001", "reason": "x",
                                 "onBehalf": {"slack": "U012AB3CD"}}
                                """));

        assertThat(answer.at("/refused/code").asText()).isEqualTo("on-behalf-not-allowed");
    }

    private static JsonNode press(String user, String action, String value) {
        assertThat(SLACK.send(url(), SLACK.body(user, action, value))).isEqualTo(200);
        return SLACK.answer();
    }

    /** The local cloud serves a function's URL under a path of its own. */
    private static URI url() {
        String id = URI.create(CURFEW.output("SlackUrl")).getHost().split("\\.", 2)[0];
        return CURFEW.cloud().endpoint().resolve("/_aws/lambda-url/" + id + "/");
    }

    private static String text(JsonNode answer) {
        return answer.path("text").asText();
    }

    /** Disables a key, and lets the inventory take Curfew for who did it. */
    private static void take(AccessKey key) {
        CURFEW.iam()
                .updateAccessKey(update ->
                        update.userName(key.userName())
                                .accessKeyId(key.accessKeyId())
                                .status(StatusType.INACTIVE));
        Identity before =
                CURFEW.eventually(
                        key.accessKeyId(), known -> known.status() == IdentityStatus.INACTIVE);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        while (!CURFEW.inventory()
                .note(before, before.edit().steps(before.steps().taken(now)).done())) {
            before = CURFEW.eventually(key.accessKeyId(), known -> true);
        }
    }

    private static StatusType status(AccessKey key) {
        return CURFEW.iam()
                .listAccessKeys(list -> list.userName(key.userName()))
                .accessKeyMetadata()
                .getFirst()
                .status();
    }

    private static List<Entry> journal(String id) {
        return new DynamoJournal(CURFEW.dynamo(), CURFEW.output("JournalTable")).of(id);
    }

    private static boolean denied(SqsClient agent, String queue) {
        for (int i = 0; i < 50; i++) {
            try {
                agent.sendMessage(send -> send.queueUrl(queue).messageBody("after"));
            } catch (SqsException refused) {
                return refused.statusCode() == 403
                        || "AccessDenied".equals(refused.awsErrorDetails().errorCode());
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return false;
    }
}
