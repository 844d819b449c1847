package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.aws.KmsNotary;
import dev.curfew.aws.S3Seals;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.FakeAccount;
import dev.curfew.core.identity.IamEvent;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.RecordedIdentityEvents;
import dev.curfew.core.identity.Recording;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Flaw;
import dev.curfew.core.journal.Journal;
import dev.curfew.core.journal.Report;
import dev.curfew.core.journal.Verifying;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * The journal of a key that lived, kept and sealed by the deployed functions, and an administrator
 * who tampers with it in every way there is.
 */
class AuditIT {

    private static final String JOURNAL = CURFEW.output("JournalTable");
    private static final String INVENTORY = CURFEW.output("InventoryTable");
    private static final String BUCKET = CURFEW.output("SealBucket");
    private static final DynamoDbClient DYNAMO = CURFEW.dynamo();
    private static final S3Client S3 = CURFEW.client(S3Client.builder().forcePathStyle(true));
    private static final KmsClient KMS = CURFEW.client(KmsClient.builder());
    private static final Journal ENTRIES = new DynamoJournal(DYNAMO, JOURNAL);
    private static final Verifying VERIFYING =
            new Verifying(
                    ENTRIES,
                    new DynamoHeads(DYNAMO, CURFEW.output("LeasesTable"), INVENTORY),
                    new S3Seals(S3, BUCKET),
                    new KmsNotary(KMS, CURFEW.output("SealKey")));

    private static String key = "";
    private static String other = "";
    private static Instant sealed = Instant.EPOCH;

    private List<Map<String, AttributeValue>> journal = List.of();
    private Map<String, AttributeValue> item = Map.of();

    @BeforeAll
    static void aKeyLivesAndIsSealed() {
        CURFEW.iam().createUser(make -> make.userName("audit-user"));
        key =
                CURFEW.iam()
                        .createAccessKey(make -> make.userName("audit-user"))
                        .accessKey()
                        .accessKeyId();
        CURFEW.eventually(key, identity -> true);
        switchTo(StatusType.INACTIVE, IdentityStatus.INACTIVE);
        switchTo(StatusType.ACTIVE, IdentityStatus.ACTIVE);
        switchTo(StatusType.INACTIVE, IdentityStatus.INACTIVE);
        other = CURFEW.iam().createUser(make -> make.userName("audit-other")).user().userId();
        CURFEW.eventually(other, identity -> true);

        Report before = VERIFYING.one(key, Instant.now());
        assertThat(before.flaws()).isEmpty();
        assertThat(before.entries()).isEqualTo(4);
        assertThat(before.vouchedSince()).isNull();

        sealed = seal();
    }

    @BeforeEach
    void remember() {
        journal =
                DYNAMO.query(query ->
                                query.tableName(JOURNAL)
                                        .keyConditionExpression("pk = :subject")
                                        .expressionAttributeValues(
                                                Map.of(":subject", AttributeValue.fromS(key))))
                        .items();
        item = DYNAMO.getItem(get -> get.tableName(INVENTORY).key(itemKey())).item();
    }

    @AfterEach
    void putBack() {
        DYNAMO.query(query ->
                        query.tableName(JOURNAL)
                                .keyConditionExpression("pk = :subject")
                                .expressionAttributeValues(
                                        Map.of(":subject", AttributeValue.fromS(key))))
                .items()
                .forEach(entry ->
                        DYNAMO.deleteItem(delete ->
                                delete.tableName(JOURNAL)
                                        .key(
                                                Map.of(
                                                        "pk",
                                                        Objects.requireNonNull(entry.get("pk")),
                                                        "sk",
                                                        Objects.requireNonNull(entry.get("sk"))))));
        journal.forEach(AuditIT::put);
        DYNAMO.putItem(put -> put.tableName(INVENTORY).item(item));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void whatHappenedIsToldInOrderAndVouchedForSinceTheSeal() {
        List<Entry> entries = ENTRIES.of(key);

        assertThat(entries)
                .extracting(Entry::what)
                .containsExactly("created", "switched-off", "switched-on", "switched-off");
        assertThat(entries)
                .allSatisfy(entry -> {
                    assertThat(entry.by()).isEqualTo("arn:aws:iam::000000000000:root");
                    assertThat(entry.detail()).containsEntry("name", "audit-user");
                });
        assertThat(VERIFYING.one(key, Instant.now()).vouchedSince()).isEqualTo(sealed);
    }

    @Test
    void changed() {
        put(with(journal.get(1), "by", AttributeValue.fromS("arn:aws:iam::1:user/framed")));

        assertThat(kinds()).containsExactly(Flaw.Kind.CHANGED);
    }

    @Test
    void aFieldTakenOut() {
        Map<String, AttributeValue> without = new HashMap<>(journal.get(1));
        without.remove("at");
        put(without);

        assertThat(kinds()).containsExactly(Flaw.Kind.CHANGED);
    }

    @Test
    void addedBetweenTheNumbers() {
        put(with(journal.get(1), "sk", AttributeValue.fromN("1.5")));

        assertThat(kinds()).containsExactly(Flaw.Kind.ADDED);
    }

    @Test
    void removed() {
        remove(2);

        assertThat(kinds()).containsExactly(Flaw.Kind.REMOVED);
    }

    @Test
    void reordered() {
        put(with(journal.get(1), "sk", AttributeValue.fromN("3")));
        put(with(journal.get(2), "sk", AttributeValue.fromN("2")));

        assertThat(kinds()).containsExactly(Flaw.Kind.REORDERED, Flaw.Kind.REORDERED);
    }

    @Test
    void missingLast() {
        remove(4);

        assertThat(kinds()).containsExactly(Flaw.Kind.MISSING_LAST);
    }

    @Test
    void missingLastInTheItemToo() {
        remove(4);
        mark(3, hash(2));

        assertThat(kinds()).containsExactly(Flaw.Kind.MISSING_LAST);
    }

    @Test
    void rewrittenFromTheFirstEntryToTheItem() {
        Chain chain = Chain.EMPTY;
        for (int i = 0; i < 4; i++) {
            Entry entry = chain.next(key, Instant.now(), "forged", "arn:aws:iam::1:root", Map.of());
            chain = chain.with(entry);
            put(form(entry));
        }
        mark(4, chain.head());

        assertThat(kinds()).containsExactly(Flaw.Kind.REWRITTEN);
        assertThat(VERIFYING.look(key, Instant.now()).flaws())
                .as("without the seal nothing shows")
                .isEmpty();
    }

    @Test
    void swappedWithAnotherSubjects() {
        Entry others = ENTRIES.of(other).getFirst();
        put(with(form(others), "pk", AttributeValue.fromS(key)));

        assertThat(kinds()).contains(Flaw.Kind.CHANGED);
    }

    @Test
    void emptied() {
        for (int number = 1; number <= 4; number++) {
            remove(number);
        }
        Map<String, AttributeValue> bare = new HashMap<>(item);
        bare.remove("journalCount");
        bare.remove("journalHead");
        DYNAMO.putItem(put -> put.tableName(INVENTORY).item(bare));

        assertThat(kinds()).contains(Flaw.Kind.MISSING_LAST);
    }

    @Test
    void gone() {
        for (int number = 1; number <= 4; number++) {
            remove(number);
        }
        DYNAMO.deleteItem(delete -> delete.tableName(INVENTORY).key(itemKey()));

        assertThat(kinds()).containsExactly(Flaw.Kind.GONE);
        assertThat(all()).containsExactly(Flaw.Kind.GONE);
    }

    @Test
    void aSealThatIsOverwrittenOrDeletedVouchesAsItFirstWas() {
        Instant at = seal();
        String name =
                "heads/"
                        + at.toString().substring(0, 10)
                        + "/"
                        + at.toString().substring(11, 19).replace(":", "")
                        + "Z.jsonl";
        S3.putObject(
                put -> put.bucket(BUCKET).key(name),
                RequestBody.fromString("{\"form\":1,\"at\":\"" + at + "\",\"subjects\":0}\n"));
        S3.deleteObject(delete -> delete.bucket(BUCKET).key(name));
        remove(4);
        mark(3, hash(2));
        try {
            Report report = VERIFYING.one(key, Instant.now());

            assertThat(report.flaws())
                    .extracting(Flaw::kind)
                    .contains(Flaw.Kind.SEAL_BROKEN, Flaw.Kind.MISSING_LAST);
        } finally {
            // Back to its first version alone.
            S3.listObjectVersions(list -> list.bucket(BUCKET).prefix(name))
                    .deleteMarkers()
                    .forEach(marker ->
                            S3.deleteObject(delete ->
                                    delete.bucket(BUCKET).key(name).versionId(marker.versionId())));
            List<ObjectVersion> versions =
                    S3.listObjectVersions(list -> list.bucket(BUCKET).prefix(name)).versions();
            S3.deleteObject(delete ->
                    delete.bucket(BUCKET).key(name).versionId(versions.getFirst().versionId()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issue", "release", "revoke", "record", "expire", "operate", "seal", "sweep"
            })
    void noFunctionChangesOrDeletesAnEntry(String function) {
        DynamoDbClient its = CURFEW.asFunction(function, DynamoDbClient.builder());

        assertThatThrownBy(() ->
                        its.updateItem(update ->
                                update.tableName(JOURNAL)
                                        .key(entryKey(2))
                                        .updateExpression("SET #by = :by")
                                        .expressionAttributeNames(Map.of("#by", "by"))
                                        .expressionAttributeValues(
                                                Map.of(":by", AttributeValue.fromS("nobody")))))
                .hasMessageContaining("not authorized");
        assertThatThrownBy(
                        () -> its.deleteItem(delete -> delete.tableName(JOURNAL).key(entryKey(2))))
                .hasMessageContaining("not authorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issue", "release", "revoke", "record", "expire", "operate", "seal", "sweep"
            })
    void noFunctionTakesASealAway(String function) {
        S3Client its = CURFEW.asFunction(function, S3Client.builder().forcePathStyle(true));
        ObjectVersion first =
                S3.listObjectVersions(list -> list.bucket(BUCKET)).versions().getFirst();

        assertThatThrownBy(() -> its.deleteObject(delete -> delete.bucket(BUCKET).key(first.key())))
                .hasMessageContaining("not authorized");
        assertThatThrownBy(() ->
                        its.deleteObject(delete ->
                                delete.bucket(BUCKET)
                                        .key(first.key())
                                        .versionId(first.versionId())))
                .hasMessageContaining("not authorized");
    }

    @Test
    void theSealFunctionReadsWhereTheJournalsStandAlone() {
        DynamoDbClient its = CURFEW.asFunction("seal", DynamoDbClient.builder());

        assertThatCode(() ->
                        its.scan(scan ->
                                scan.tableName(INVENTORY).projectionExpression("pk, journalHead")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> its.scan(scan -> scan.tableName(INVENTORY)))
                .hasMessageContaining("not authorized");
        assertThatThrownBy(() ->
                        its.scan(scan ->
                                scan.tableName(INVENTORY).projectionExpression("pk, createdBy")))
                .hasMessageContaining("not authorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issue", "release", "revoke", "record", "expire", "operate", "sweep"})
    void noOtherFunctionSigns(String function) {
        KmsClient its = CURFEW.asFunction(function, KmsClient.builder());

        assertThatThrownBy(() ->
                        its.generateMac(ask ->
                                ask.keyId(CURFEW.output("SealKey"))
                                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                                        .message(SdkBytes.fromUtf8String("x"))))
                .hasMessageContaining("not authorized");
    }

    @Test
    void anAdministratorVerifiesAndDoesNotSign() {
        CURFEW.iam().createUser(make -> make.userName("audit-admin"));
        CURFEW.iam()
                .putUserPolicy(put ->
                        put.userName("audit-admin")
                                .policyName("everything")
                                .policyDocument(
                                        """
                                        {"Version": "2012-10-17", "Statement":
                                          [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
                                        """));
        AccessKey admin =
                CURFEW.iam().createAccessKey(make -> make.userName("audit-admin")).accessKey();
        KmsNotary theirs =
                new KmsNotary(CURFEW.as(admin, KmsClient.builder()), CURFEW.output("SealKey"));
        byte[] digest = new byte[32];

        assertThatThrownBy(() -> theirs.sign(digest)).hasMessageContaining("not authorized");
        assertThat(theirs.attests(digest, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))
                .isFalse();
        assertThat(theirs.attests(digest, "not Base64")).isFalse();
    }

    @Test
    void anEntryPutAheadIsNotOverwrittenAndTheChangeIsNotMadeWithoutItsEntry() {
        put(with(journal.get(3), "sk", AttributeValue.fromN("5")));
        Recording recording =
                new Recording(CURFEW.inventory(), new FakeAccount(), new RecordedIdentityEvents());
        IamEvent deletion =
                new IamEvent(
                        "late",
                        "000000000000",
                        Instant.now(),
                        "arn:aws:iam::000000000000:root",
                        new IamEvent.Change.CredentialDeleted(
                                IdentityKind.ACCESS_KEY, key, "audit-user"));

        assertThatThrownBy(() -> recording.record(deletion, Instant.now()))
                .hasMessageContaining("holds an entry 5 that its item does not count");

        assertThat(ENTRIES.of(key).getLast().hash()).isEqualTo(hash(3));
        assertThat(CURFEW.inventory().find(key).orElseThrow().status())
                .isEqualTo(IdentityStatus.INACTIVE);
    }

    private static void switchTo(StatusType status, IdentityStatus expected) {
        nextSecond();
        CURFEW.iam()
                .updateAccessKey(
                        update -> update.userName("audit-user").accessKeyId(key).status(status));
        CURFEW.eventually(key, identity -> identity.status() == expected);
    }

    /** CloudTrail tells time in seconds, and seals are named by theirs. */
    private static void nextSecond() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        while (Instant.now().truncatedTo(ChronoUnit.SECONDS).equals(now)) {
            DeployedCurfew.pause();
        }
    }

    private static Instant seal() {
        nextSecond();
        JsonNode answer = CURFEW.invoke("seal", Json.MAPPER.createObjectNode());
        assertThat(answer.path("subjects").asInt()).isGreaterThan(1);
        String[] name = answer.path("sealed").asText().split("/", 3);
        return Instant.parse(
                name[1]
                        + "T"
                        + name[2].replaceFirst("([0-9]{2})([0-9]{2})([0-9]{2})Z", "$1:$2:$3Z"));
    }

    private static List<Flaw.Kind> kinds() {
        return VERIFYING.one(key, Instant.now()).flaws().stream().map(Flaw::kind).toList();
    }

    /** Of the key alone: other tests leave leases of their own making in the tables. */
    private static List<Flaw.Kind> all() {
        return VERIFYING.all(Instant.now()).flaws().stream()
                .filter(flaw -> flaw.about().equals(key))
                .map(Flaw::kind)
                .toList();
    }

    private static Map<String, AttributeValue> itemKey() {
        return Map.of("pk", AttributeValue.fromS(key), "sk", AttributeValue.fromS("identity"));
    }

    private static Map<String, AttributeValue> entryKey(long number) {
        return Map.of(
                "pk", AttributeValue.fromS(key), "sk", AttributeValue.fromN(Long.toString(number)));
    }

    private static void remove(long number) {
        DYNAMO.deleteItem(delete -> delete.tableName(JOURNAL).key(entryKey(number)));
    }

    private static void put(Map<String, AttributeValue> entry) {
        DYNAMO.putItem(put -> put.tableName(JOURNAL).item(entry));
    }

    private void mark(long count, String head) {
        Map<String, AttributeValue> marked =
                with(item, "journalCount", AttributeValue.fromN(Long.toString(count)));
        DYNAMO.putItem(put ->
                put.tableName(INVENTORY)
                        .item(with(marked, "journalHead", AttributeValue.fromS(head))));
    }

    private String hash(int index) {
        return Objects.requireNonNull(journal.get(index).get("hash")).s();
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    /** An entry as it stands in the table. */
    private static Map<String, AttributeValue> form(Entry entry) {
        Map<String, AttributeValue> detail = new HashMap<>();
        entry.detail().forEach((name, value) -> detail.put(name, AttributeValue.fromS(value)));
        Map<String, AttributeValue> form = new HashMap<>(entryKey(entry.number()));
        form.put("at", AttributeValue.fromS(entry.at().toString()));
        form.put("what", AttributeValue.fromS(entry.what()));
        form.put("by", AttributeValue.fromS(entry.by()));
        form.put("detail", AttributeValue.fromM(detail));
        form.put("previous", AttributeValue.fromS(entry.previous()));
        form.put("hash", AttributeValue.fromS(entry.hash()));
        return form;
    }
}
