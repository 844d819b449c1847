package dev.curfew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.document.Json;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.LocalDeployment;
import dev.curfew.local.Progress;
import dev.curfew.local.testing.TestCloud;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The command as it is wired, against the deployed stack. */
class CurfewIT {

    /** What a shell gets from {@code curfew env}, as the SDK also reads it. */
    private static Map<String, String> properties = Map.of();

    private static LocalCloud cloud = TestCloud.get();
    private static String role = "";

    @TempDir private Path directory = Path.of("");

    record Ended(int exit, String out, String err) {}

    @BeforeAll
    static void deploy() {
        TestCloud.curfew(Curfews.PARAMETERS);
        cloud = TestCloud.get();
        properties =
                Map.of(
                        "aws.endpointUrl",
                        cloud.endpoint().toString(),
                        "aws.region",
                        LocalCloud.REGION.id(),
                        "aws.accessKeyId",
                        "test",
                        "aws.secretAccessKey",
                        "test");
        properties.forEach(System::setProperty);
        role =
                new LocalDeployment(cloud, Progress.silent())
                        .brokeredRole(
                                "cli-sender",
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                        + "\"Action\":\"sqs:*\",\"Resource\":\"*\"}]}")
                        .output("RoleArn");
    }

    @AfterAll
    static void forget() {
        properties.keySet().forEach(System::clearProperty);
    }

    private static Ended curfew(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        int exit = Curfew.line(terminal, InputStream.nullInputStream()).execute(words);
        return new Ended(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** As someone who holds that lease's credential and nothing else. */
    private static Ended curfewAs(JsonNode credential, String... words) {
        System.setProperty("aws.accessKeyId", credential.path("AccessKeyId").asText());
        System.setProperty("aws.secretAccessKey", credential.path("SecretAccessKey").asText());
        System.setProperty("aws.sessionToken", credential.path("SessionToken").asText());
        try {
            return curfew(words);
        } finally {
            System.clearProperty("aws.sessionToken");
            properties.forEach(System::setProperty);
        }
    }

    /** Whoever has just the permissions that a scan prints sees all, and nobody sees a secret. */
    @Test
    void aScanNeedsWhatItPrintsAndNoMore() {
        try (IamClient iam = cloud.client(IamClient.builder())) {
            iam.createUser(create -> create.userName("scanner"));
            iam.putUserPolicy(put ->
                    put.userName("scanner")
                            .policyName("scan")
                            .policyDocument(curfew("scan", "--permissions", "--key-ids").out()));
            AccessKey key = iam.createAccessKey(create -> create.userName("scanner")).accessKey();
            System.setProperty("aws.accessKeyId", key.accessKeyId());
            System.setProperty("aws.secretAccessKey", key.secretAccessKey());

            Ended scanned = curfew("scan", "--json", "--key-ids");

            assertThat(scanned.exit()).as(scanned.err()).isZero();
            JsonNode all = Json.read(scanned.out());
            assertThat(all.path("notes")).isEmpty();
            assertThat(all.path("identities").findValuesAsText("name"))
                    .contains("scanner", "curfew-issue", "cli-sender");
            assertThat(all.path("identities").findValuesAsText("id")).contains(key.accessKeyId());
            assertThat(scanned.out()).doesNotContain(key.secretAccessKey());

            iam.deleteUserPolicy(delete -> delete.userName("scanner").policyName("scan"));

            Ended blind = curfew("scan");

            assertThat(blind.exit()).isZero();
            assertThat(blind.err())
                    .contains(
                            "allow iam:GetAccountAuthorizationDetails",
                            "allow iam:GetCredentialReport",
                            "allow iam:ListServiceSpecificCredentials");
        } finally {
            properties.forEach(System::setProperty);
        }
    }

    private JsonNode issued(String task, String queues) throws IOException {
        Ended issued =
                curfew(
                        "issue",
                        "--task",
                        task,
                        "--scope",
                        scope(queues),
                        "--for",
                        "10m",
                        "--agent",
                        "order-bot",
                        "--json");
        assertThat(issued.exit()).as(issued.err()).isZero();
        return Json.read(issued.out());
    }

    private String[] delegation(String task, String queues, String length) throws IOException {
        return new String[] {
            "delegate",
            "--task",
            task,
            "--scope",
            scope(queues),
            "--for",
            length,
            "--agent",
            "packer",
            "--json"
        };
    }

    private String task(String name) throws IOException {
        return file(
                name + ".yaml",
                """
                name: %s
                roles: [%s]
                ceiling: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:cli-*'}]}
                longestDuration: 15m
                requesters: ['arn:aws:iam::000000000000:root']
                """
                        .formatted(name, role));
    }

    private String scope(String queue) throws IOException {
        return file(
                "scope.json",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage",
                 "Resource":"arn:aws:sqs:us-east-1:000000000000:%s"}]}
                """
                        .formatted(queue));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void aTaskIsAppliedACredentialIssuedUsedAndItsLeaseReleased() throws IOException {
        String queue = queue("cli-allowed");
        String other = queue("cli-other");
        String file = task("cli-send");

        assertThat(curfew("task", "apply", file))
                .isEqualTo(new Ended(0, "applied task cli-send, version 1\n", ""));
        assertThat(curfew("task", "apply", file).out())
                .isEqualTo("unchanged task cli-send, version 1\n");
        assertThat(curfew("task", "list").out()).containsPattern("cli-send +15m +3 +1");

        Ended issued =
                curfew(
                        "issue",
                        "--task",
                        "cli-send",
                        "--scope",
                        scope("cli-allowed"),
                        "--for",
                        "2m",
                        "--json");
        assertThat(issued.exit()).as(issued.err()).isZero();
        JsonNode credential = Json.read(issued.out());
        assertThat(credential.path("Version").asInt()).isEqualTo(1);
        assertThat(Instant.parse(credential.path("Expiration").asText())).isAfter(Instant.now());
        assertThat(sends(credential, queue)).isEqualTo("sent");
        assertThat(sends(credential, other)).isEqualTo("AccessDenied");

        Ended released = curfew("release", credential.path("lease").asText());
        assertThat(released.exit()).as(released.err()).isZero();
        assertThat(released.out()).contains(") for task cli-send: released at");
    }

    @Test
    void aLeaseIsHandedOnShownAndRevokedWithAllBelowIt() throws IOException {
        String queue = queue("cli-below");
        curfew("task", "apply", task("cli-tree"));
        JsonNode above = issued("cli-tree", "cli-*");
        String parent = above.path("lease").asText();

        Ended delegated = curfewAs(above, delegation("cli-tree", "cli-below", "2m"));
        assertThat(delegated.exit()).as(delegated.err()).isZero();
        JsonNode below = Json.read(delegated.out());
        String child = below.path("lease").asText();
        assertThat(sends(below, queue)).isEqualTo("sent");

        Ended wider = curfewAs(below, delegation("cli-tree", "cli-*", "1m"));
        assertThat(wider.exit()).isEqualTo(1);
        assertThat(wider.err()).startsWith("refused (scope-exceeds-parent): the scope allows ");
        Ended none = curfew(delegation("cli-tree", "cli-below", "2m"));
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).startsWith("refused (no-lease): you hold no lease");

        assertThat(curfew("lease", "list").out().lines())
                .anyMatch(line -> line.startsWith(parent + "  ACTIVE ") && line.endsWith("  0"))
                .anyMatch(line -> line.startsWith(child + "  ACTIVE ") && line.endsWith("  1"));
        assertThat(curfew("lease", "show", child).out())
                .contains(
                        "\nagent      packer\n",
                        "\nlineage    " + parent + " > " + child + " (depth 1, ",
                        "\nreceipt    none: it has not ended\n");
        assertThat(curfew("lease", "tree", child).out().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(parent + "  "),
                        line -> assertThat(line).startsWith("  " + child + "  "));

        Ended revoked = curfew("lease", "revoke", parent, "--reason", "it strays");
        assertThat(revoked.exit()).as(revoked.err()).isZero();
        assertThat(revoked.out())
                .startsWith(
                        "lease " + parent + " of root (order-bot) for task cli-tree: revoked at")
                .containsPattern("\ndenied     [0-9]+ ms later: ")
                .containsPattern("\nseen       [0-9]+ ms later: ");
        assertThat(sends(below, queue)).isEqualTo("AccessDenied");
        assertThat(sends(above, queue)).isEqualTo("AccessDenied");
        assertThat(curfew("lease", "show", child).out())
                .contains("\nstate      REVOKED\n", "\ndenied     ");
        assertThat(curfew("lease", "list", "--all").out()).contains("  curfew-canary  ");
        JsonNode tree = Json.read(curfew("lease", "tree", child, "--json").out()).at("/trees/0");
        assertThat(tree.path("lease").asText()).isEqualTo(parent);
        assertThat(tree.path("state").asText()).isEqualTo("REVOKED");
        assertThat(tree.at("/receipt/seenBy").asText()).isEqualTo("CANARY");
        assertThat(tree.at("/delegated/0/lease").asText()).isEqualTo(child);

        Ended unknown = curfew("lease", "revoke", "000000000000", "--reason", "it strays");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("refused (lease-unknown): ");
    }

    @Test
    void aLeaseIsReleasedWithItsOwnCredentialAlone() throws IOException {
        curfew("task", "apply", task("cli-own"));
        JsonNode credential = issued("cli-own", "cli-any");
        String id = credential.path("lease").asText();

        Ended released = curfewAs(credential, "release", id);

        assertThat(released.exit()).as(released.err()).isZero();
        assertThat(released.out())
                .contains("lease " + id + " of root (order-bot)", ": released at");
        assertThat(curfewAs(credential, "release", id).err())
                .startsWith("refused (lease-not-active): ");
    }

    @Test
    void aPrintedRequestIsGoodAsItIsForOneInvocation() throws IOException {
        curfew("task", "apply", task("cli-hand"));

        Ended printed =
                curfew(
                        "issue",
                        "--task",
                        "cli-hand",
                        "--scope",
                        scope("cli-any"),
                        "--for",
                        "10s",
                        "--print-request");

        assertThat(printed.exit()).as(printed.err()).isZero();
        assertThat(printed.err()).contains("--function-name curfew-issue:live ");
        String context = printed.err().replaceAll("(?s).*--client-context (\\S+) .*", "$1");
        assertThat(invoke(printed.out(), context).path("task").asText()).isEqualTo("cli-hand");
        assertThat(invoke(printed.out(), context).at("/refused/code").asText())
                .isEqualTo("proof-used");
    }

    private static JsonNode invoke(String payload, String clientContext) {
        try (LambdaClient lambda = cloud.client(LambdaClient.builder())) {
            return Json.read(
                    lambda.invoke(call ->
                                    call.functionName("curfew-issue:live")
                                            .clientContext(clientContext)
                                            .payload(SdkBytes.fromUtf8String(payload)))
                            .payload()
                            .asUtf8String());
        }
    }

    @Test
    void everyProblemOfATaskIsToldWithItsLineAndNothingIsApplied() throws IOException {
        String file =
                file(
                        "wrong.yaml",
                        """
                        name: cli-wrong
                        roles: [%s]
                        ceiling: {Version: 2012-10-17, Statement: [{Effect: Maybe, Action: 'sqs:*', Resource: '*'}]}
                        requesters: ['arn:aws:iam::000000000000:root']
                        longestDuration: 3h
                        networks:
                          - 203.0.113.0/24
                          - everywhere
                        """
                                .formatted(role));

        Ended ended = curfew("task", "apply", file);

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err().lines())
                .anyMatch(line -> line.startsWith(file + ":3: "))
                .anyMatch(line -> line.startsWith(file + ":5: "))
                .anyMatch(line -> line.startsWith(file + ":8: "));
        assertThat(curfew("task", "list").out()).doesNotContain("cli-wrong");
    }

    @Test
    void aRefusalNamesItsCodeAndExitsWith1() throws IOException {
        Ended ended = curfew("issue", "--task", "cli-unknown", "--scope", scope("cli-any"));

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("refused (task-unknown): ").contains("\nhelp: ");
    }

    @Test
    void withoutJsonNoSecretIsPrinted() throws IOException {
        curfew("task", "apply", task("cli-quiet"));

        Ended ended =
                curfew("issue", "--task", "cli-quiet", "--scope", scope("cli-any"), "--for", "10s");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("cli-quiet", "(its secret is not shown)")
                .doesNotContain("SessionToken");
    }

    @Test
    void aNewUserIsListedWithWhoMadeIt() throws InterruptedException {
        String name = "cli-" + UUID.randomUUID();
        try (IamClient iam = cloud.client(IamClient.builder())) {
            String id = iam.createUser(request -> request.userName(name)).user().userId();

            Instant latest = Instant.now().plusSeconds(30);
            while (!curfew("identity", "list").out().contains(id)) {
                assertThat(Instant.now()).as("still not in the inventory").isBefore(latest);
                Thread.sleep(200);
            }
        }

        JsonNode identities =
                Json.read(curfew("identity", "list", "--json").out()).path("identities");
        assertThat(identities)
                .anySatisfy(identity -> {
                    assertThat(identity.path("name").asText()).isEqualTo(name);
                    assertThat(identity.path("createdBy").asText())
                            .isEqualTo("arn:aws:iam::000000000000:root");
                });
    }

    @Test
    void aJournalIsShownAndVerifiedAndItsMissingEndIsNamed() throws InterruptedException {
        String id;
        try (IamClient iam = cloud.client(IamClient.builder())) {
            id =
                    iam.createUser(request -> request.userName("cli-" + UUID.randomUUID()))
                            .user()
                            .userId();
        }
        Instant latest = Instant.now().plusSeconds(30);
        // It is made, and then what the account shows of it is read.
        while (!curfew("audit", "show", id).out().contains("changed  ")) {
            assertThat(Instant.now()).as("still without its journal").isBefore(latest);
            Thread.sleep(200);
        }

        assertThat(curfew("audit", "show", id).out())
                .contains("created  root")
                .endsWith("the journal holds by itself\n");
        try (LambdaClient lambda = cloud.client(LambdaClient.builder())) {
            lambda.invoke(seal -> seal.functionName("curfew-seal").qualifier("live"));
        }
        Ended whole = curfew("audit", "verify", id);
        assertThat(whole.exit()).as(whole.out()).isZero();
        assertThat(whole.out())
                .startsWith(
                        "1 journal with 2 entries: all as they were written\nvouched for since 2");

        try (DynamoDbClient dynamo = cloud.client(DynamoDbClient.builder())) {
            for (String number : List.of("1", "2")) {
                dynamo.deleteItem(delete ->
                        delete.tableName(TestCloud.curfew().output("JournalTable"))
                                .key(
                                        Map.of(
                                                "pk", AttributeValue.fromS(id),
                                                "sk", AttributeValue.fromN(number))));
            }
        }
        Ended cut = curfew("audit", "verify", id);
        assertThat(cut.exit()).isEqualTo(1);
        assertThat(cut.out())
                .startsWith(id + ": missing-last: every entry is missing: its item counts 2\n");
    }

    @Test
    void statusTellsThatTheStackStands() {
        Ended ended = curfew("status", "--json");

        assertThat(ended.exit()).as(ended.err()).isZero();
        JsonNode stack = Json.read(ended.out()).path("stack");
        assertThat(stack.path("stands").asBoolean()).isTrue();
        assertThat(stack.path("functions")).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void aStackThatIsNotThereIsNamed() {
        Ended ended = curfew("task", "list", "--stack", "elsewhere");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("curfew: there is no stack `elsewhere`");
        assertThat(curfew("release", "000000000000", "--stack", "elsewhere").err())
                .startsWith("curfew: there is no stack `elsewhere`");
        assertThat(curfew("status", "--stack", "elsewhere").exit()).isEqualTo(1);
    }

    private static String queue(String name) {
        try (SqsClient sqs = cloud.client(SqsClient.builder())) {
            return sqs.createQueue(request -> request.queueName(name)).queueUrl();
        }
    }

    private static String sends(JsonNode credential, String queue) {
        AwsSessionCredentials session =
                AwsSessionCredentials.create(
                        credential.path("AccessKeyId").asText(),
                        credential.path("SecretAccessKey").asText(),
                        credential.path("SessionToken").asText());
        try (SqsClient sqs =
                cloud.client(SqsClient.builder(), StaticCredentialsProvider.create(session))) {
            sqs.sendMessage(request -> request.queueUrl(queue).messageBody("hello"));
            return "sent";
        } catch (SqsException refused) {
            return String.valueOf(refused.awsErrorDetails().errorCode());
        }
    }
}
