package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.aws.DynamoCatalogue;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.aws.S3Plans;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Plans;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Users and roles on the deployed local stack whom the limits act on, and what the sweep does. */
final class Lifecycles {

    /** No other test's users and roles are under it. */
    private static final String PATH = "/lifecycle-it/";

    private static final String MAY =
            """
            {"Version": "2012-10-17", "Statement":
              [{"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}]}
            """;

    private static final AtomicInteger RUNS = new AtomicInteger();

    private Lifecycles() {}

    /** Puts limits in force that are enforced for these identities and for nobody else. */
    static JsonNode apply(String deletion) {
        return operate(
                """
                {"operation": "limits.apply", "limits": {"rules": [
                  {"path": "/lifecycle-it/", "kinds": ["ACCESS_KEY"], "enforce": true, "delete": "%s"},
                  {"path": "/lifecycle-it/", "kinds": ["ROLE"], "enforce": true}]}}
                """
                        .formatted(deletion));
    }

    static JsonNode operate(String request) {
        return CURFEW.operate(Json.read(request));
    }

    static JsonNode operate(String operation, String identity) {
        return CURFEW.operate(
                Json.MAPPER
                        .createObjectNode()
                        .put("operation", operation)
                        .put("identity", identity)
                        .put("reason", "an integration test"));
    }

    /** A key of a user of its own, who may list queues. */
    static AccessKey key(String name) {
        CURFEW.iam().createUser(make -> make.userName(name).path(PATH));
        CURFEW.iam().putUserPolicy(put -> put.userName(name).policyName("may").policyDocument(MAY));
        AccessKey key = CURFEW.iam().createAccessKey(make -> make.userName(name)).accessKey();
        CURFEW.eventually(key.accessKeyId(), Identity::isMakerKnown);
        CURFEW.eventually(
                CURFEW.iam().getUser(get -> get.userName(name)).user().userId(),
                Identity::isMakerKnown);
        return key;
    }

    /** A role that the administrator may assume and that may list queues; its unique id. */
    static String role(String name) {
        String id =
                CURFEW.iam()
                        .createRole(make ->
                                make.roleName(name)
                                        .path(PATH)
                                        .assumeRolePolicyDocument(
                                                """
                                                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                                                  "Principal": {"AWS": "arn:aws:iam::000000000000:root"},
                                                  "Action": "sts:AssumeRole"}]}
                                                """))
                        .role()
                        .roleId();
        CURFEW.iam().putRolePolicy(put -> put.roleName(name).policyName("may").policyDocument(MAY));
        CURFEW.eventually(id, Identity::isMakerKnown);
        return id;
    }

    static Credentials session(String role) {
        return CURFEW.sts()
                .assumeRole(ask ->
                        ask.roleArn("arn:aws:iam::000000000000:role" + PATH + role)
                                .roleSessionName("in-a-test"))
                .credentials();
    }

    /** Lets the inventory take an identity for made long ago, and its owner for warned. */
    static void age(String id) {
        Instant longAgo = Instant.now().minus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS);
        change(
                id,
                identity ->
                        identity.edit()
                                .created(
                                        new Identity.Creation(
                                                "arn:aws:iam::000000000000:root", longAgo))
                                .steps(
                                        identity.steps()
                                                .warned(Instant.now().minus(Duration.ofDays(8))))
                                .done());
    }

    static void change(String id, UnaryOperator<Identity> change) {
        Identity before = CURFEW.eventually(id, identity -> true);
        while (!CURFEW.inventory().note(before, change.apply(before))) {
            before = CURFEW.eventually(id, identity -> true);
        }
    }

    /** Keeps a plan with one action, as a sweep would; the id of its run. */
    static String plan(String id, Action action) {
        Identity identity = CURFEW.eventually(id, known -> true);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        // Each run a time of its own, though many are of one second.
        String run = now.plusNanos(RUNS.incrementAndGet()).toString();
        plans().keep(
                        new Plan(
                                run,
                                now,
                                catalogue().terms().limits().version(),
                                true,
                                null,
                                Map.of(IdentityKind.ACCESS_KEY, 100, IdentityKind.ROLE, 100),
                                List.of(
                                        new Plan.Planned(
                                                id,
                                                identity.kind(),
                                                identity.name(),
                                                action,
                                                now,
                                                "a test")),
                                List.of(),
                                List.of()));
        return run;
    }

    /** Tells revoke what a sweep would, and waits for what comes of it. */
    static JsonNode request(String id, String run) {
        return CURFEW.invoke("revoke", event(id, run));
    }

    static ObjectNode event(String id, String run) {
        ObjectNode event =
                Json.MAPPER
                        .createObjectNode()
                        .put("detail-type", "RevocationRequested")
                        .put("source", "curfew.sweep");
        event.putObject("detail").put("identity", id).put("run", run);
        return event;
    }

    static Identity now(String id) {
        return CURFEW.inventory().find(id).orElseThrow();
    }

    static AwsBasicCredentials of(AccessKey key) {
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    static List<Entry> journal(String id) {
        return new DynamoJournal(CURFEW.dynamo(), CURFEW.output("JournalTable")).of(id);
    }

    static Plans plans() {
        return new S3Plans(
                CURFEW.client(S3Client.builder().forcePathStyle(true)),
                CURFEW.output("SweepBucket"));
    }

    static Catalogue catalogue() {
        return new DynamoCatalogue(
                CURFEW.dynamo(),
                CURFEW.output("CatalogueTable"),
                CURFEW.output("InventoryTable"),
                CURFEW.output("JournalTable"),
                List.of());
    }
}
