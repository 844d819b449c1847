package dev.curfew.local.system;

import dev.curfew.aws.DynamoCatalogue;
import dev.curfew.aws.DynamoInventory;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.local.CloudOptions;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.testing.TestCloud;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An account on a cloud of its own that was swept once and has changed since, unheard: a sweep has
 * something of each kind to correct, a key to warn of, and one that it asks to be disabled.
 */
final class SweptAccount implements AutoCloseable {

    static final String OWN_ROLE = "the-sweep-itself";
    static final String CATALOGUE = "catalogue";
    static final String BUS = "curfew-faults";

    static final String TRUST =
            """
            {"Version": "2012-10-17", "Statement":
              [{"Effect": "Allow", "Principal": {"AWS": "210987654321"}, "Action": "sts:AssumeRole"}]}
            """;
    private static final String ALLOW =
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}\
            """;
    private static final String LIMITS =
            """
            {"rules": [{"path": "/enforced/", "kinds": ["ACCESS_KEY", "ROLE"], "enforce": true}]}
            """;

    final LocalCloud cloud;
    final IamClient iam;
    final DynamoDbClient dynamo;
    final S3Client s3;
    final SqsClient sqs;
    final SweptTables tables;
    final String quarantine;

    /** The key whose end has come. */
    final String ended;

    private SweptAccount() {
        cloud = TestCloud.apart("faults", CloudOptions.foreground());
        iam = cloud.client(IamClient.builder());
        dynamo = cloud.client(DynamoDbClient.builder());
        s3 = cloud.client(S3Client.builder().forcePathStyle(true));
        sqs = cloud.client(SqsClient.builder());
        tables = SweptTables.empty(dynamo, "before");
        SweptTables.make(dynamo, "Catalogue", CATALOGUE);
        catalogue(dynamo, tables)
                .apply(
                        ((LimitsDocument.Read.Valid) LimitsDocument.read(Json.read(LIMITS)))
                                .limits()
                                .inForce(0, "a test"),
                        Instant.now());
        try (EventBridgeClient events = cloud.client(EventBridgeClient.builder())) {
            events.createEventBus(make -> make.name(BUS));
        }
        quarantine = make();
        ended =
                iam.listAccessKeys(list -> list.userName("ended"))
                        .accessKeyMetadata()
                        .getFirst()
                        .accessKeyId();
    }

    static SweptAccount made() {
        SweptAccount account = new SweptAccount();
        try (FaultyClients clients = FaultyClients.on(account.cloud)) {
            new SweptStage(account, clients, account.tables, "before", Duration.ZERO).sweep();
        }
        account.change();
        account.iam.generateCredentialReport();
        return account;
    }

    static DynamoCatalogue catalogue(DynamoDbClient dynamo, SweptTables tables) {
        return new DynamoCatalogue(
                dynamo, CATALOGUE, tables.inventory(), tables.journal(), List.of());
    }

    static Inventory inventory(DynamoDbClient dynamo, SweptTables tables) {
        return new DynamoInventory(dynamo, tables.inventory(), tables.journal());
    }

    /** Makes what was there before the first sweep; the policy that denies everything. */
    private String make() {
        String policy =
                iam.createPolicy(make ->
                                make.policyName("some").policyDocument(ALLOW.formatted("s3:*")))
                        .policy()
                        .arn();
        iam.createRole(make -> make.roleName(OWN_ROLE).assumeRolePolicyDocument(TRUST));
        for (String name : List.of("kept", "opened", "gone")) {
            iam.createRole(make -> make.roleName(name).assumeRolePolicyDocument(TRUST));
        }
        for (String name : List.of("ended", "ending")) {
            iam.createUser(make -> make.userName(name).path("/enforced/"));
            iam.createAccessKey(make -> make.userName(name));
        }
        for (String name : List.of("plain", "tagged", "left")) {
            iam.createUser(make -> make.userName(name).path("/ci/"));
            iam.createAccessKey(make -> make.userName(name));
        }
        iam.attachUserPolicy(attach -> attach.userName("plain").policyArn(policy));
        return iam.createPolicy(make ->
                        make.policyName("nothing")
                                .policyDocument(ALLOW.formatted("*").replace("Allow", "Deny")))
                .policy()
                .arn();
    }

    /** What happened since, unheard by Curfew; and two keys have become old in its eyes. */
    private void change() {
        iam.createUser(make -> make.userName("new").path("/ci/"));
        iam.createAccessKey(make -> make.userName("new"));
        iam.tagUser(tag ->
                tag.userName("tagged").tags(Tag.builder().key("owner").value("somebody").build()));
        iam.putRolePolicy(put ->
                put.roleName("opened").policyName("all").policyDocument(ALLOW.formatted("*")));
        iam.deleteRole(delete -> delete.roleName("gone"));
        iam.listAccessKeys(list -> list.userName("plain"))
                .accessKeyMetadata()
                .forEach(key ->
                        iam.updateAccessKey(update ->
                                update.userName("plain")
                                        .accessKeyId(key.accessKeyId())
                                        .status(StatusType.INACTIVE)));
        iam.listAccessKeys(list -> list.userName("left"))
                .accessKeyMetadata()
                .forEach(key ->
                        iam.deleteAccessKey(
                                delete -> delete.userName("left").accessKeyId(key.accessKeyId())));
        iam.deleteUser(delete -> delete.userName("left"));
        Instant longAgo = Instant.now().minus(Duration.ofDays(300)).truncatedTo(ChronoUnit.SECONDS);
        for (String name : List.of("ended", "ending")) {
            String id =
                    iam.listAccessKeys(list -> list.userName(name))
                            .accessKeyMetadata()
                            .getFirst()
                            .accessKeyId();
            age(
                    id,
                    key ->
                            key.edit()
                                    .created(
                                            new Identity.Creation(
                                                    "arn:aws:iam::000000000000:root", longAgo))
                                    .steps(
                                            name.equals("ended")
                                                    ? key.steps()
                                                            .warned(
                                                                    Instant.now()
                                                                            .minus(
                                                                                    Duration.ofDays(
                                                                                            8)))
                                                    : key.steps())
                                    .done());
        }
    }

    private void age(String id, UnaryOperator<Identity> change) {
        Inventory inventory = inventory(dynamo, tables);
        Identity known = inventory.find(id).orElseThrow();
        if (!inventory.note(known, change.apply(known))) {
            throw new AssertionError("somebody else writes " + known);
        }
    }

    Map<String, String> plainly() {
        return PlainAccount.of(iam);
    }

    /** Switches the key on again whose end has come. */
    void again() {
        iam.updateAccessKey(
                update -> update.userName("ended").accessKeyId(ended).status(StatusType.ACTIVE));
    }

    StatusType statusOfEnded() {
        return iam.listAccessKeys(list -> list.userName("ended"))
                .accessKeyMetadata()
                .getFirst()
                .status();
    }

    @Override
    public void close() {
        iam.close();
        dynamo.close();
        s3.close();
        sqs.close();
        cloud.stop();
    }
}
