package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Audience;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lease.Lease;
import dev.curfew.local.LocalCloud;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Who asks: on the deployed stack, with real signatures, STS, IAM and tables behind it. */
class ProofIT {

    /** A request that changes nothing, whose refusal shows that its caller was let in. */
    private static final String REQUEST = "{\"lease\": \"000000000000\"}";

    private static final String LET_IN = "lease-unknown";

    /** The emulator takes whatever this key signs, so it shows nothing but who root is. */
    private static final AwsCredentials ROOT = AwsBasicCredentials.create("test", "test");

    private static String brokered = "";
    private static AccessKey alice = AccessKey.builder().build();
    private static AwsCredentials session = ROOT;

    @BeforeAll
    static void prepare() {
        brokered = CURFEW.brokeredRole("proof-it", "sqs:*", "*");
        CURFEW.applyTask("proof-it", brokered, List.of());
        CURFEW.applyTask(
                "proof-it-callers",
                brokered,
                List.of(),
                List.of("arn:aws:iam::000000000000:role/callers/proof-*"));
        alice = user("proof-alice");
        session = DeployedCurfew.session(CURFEW.roleSession("proof-ci", "job-7"));
    }

    // ---- Whose it is ----

    static Stream<Named<AwsCredentials>> callers() {
        return Stream.of(
                Named.of("root", ROOT),
                Named.of("a user's key", credentials(alice)),
                Named.of("a role's session", session));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void aGoodProofIsTaken(AwsCredentials credentials) {
        assertThat(code(Signing.by(credentials).sign(REQUEST))).isEqualTo(LET_IN);
        assertThat(code(CURFEW.sign(REQUEST, credentials))).isEqualTo(LET_IN);
    }

    @Test
    void theHolderOfALeaseIsTheRoleThatProvedToAskUnderItsPath() {
        ObjectNode request =
                CURFEW.request(
                        "proof-it-callers", "PT1M", IssueIT.scope("sqs:SendMessage", "proof"));
        request.put("agent", "somebody-else");

        JsonNode answer = CURFEW.ask("issue", Signing.by(session).sign(request.toString()));

        String role = CURFEW.iam().getRole(get -> get.roleName("proof-ci")).role().roleId();
        assertThat(answer.path("lease").asText()).as(answer.toString()).isNotEmpty();
        assertThat(leases("proof-it-callers"))
                .filteredOn(lease -> lease.id().value().equals(answer.path("lease").asText()))
                .singleElement()
                .extracting(lease -> lease.holder().id())
                .isEqualTo(role);
    }

    @Test
    void whoIsNotAmongTheRequestersIsRefusedAndNothingIsOpened() {
        String request =
                CURFEW.request(
                                "proof-it-callers",
                                "PT1M",
                                IssueIT.scope("sqs:SendMessage", "proof"))
                        .toString();

        for (AwsCredentials credentials : List.of(ROOT, credentials(alice))) {
            JsonNode answer = CURFEW.ask("issue", Signing.by(credentials).sign(request));
            assertThat(answer.at("/refused/code").asText()).isEqualTo("requester-not-allowed");
        }
    }

    @Test
    void onlyTheHolderReleases() {
        JsonNode issued =
                CURFEW.issue("proof-it", "PT1M", IssueIT.scope("sqs:SendMessage", "proof"));
        String request = "{\"lease\": \"" + issued.path("lease").asText() + "\"}";

        assertThat(code(Signing.by(credentials(alice)).sign(request))).isEqualTo("lease-not-yours");
        assertThat(CURFEW.release(issued).path("state").asText()).isEqualTo("RELEASED");
    }

    // ---- Signed for something else ----

    static Stream<Named<UnaryOperator<Signing>>> otherwise() {
        String account = LocalCloud.ACCOUNT;
        String region = LocalCloud.REGION.id();
        return Stream.of(
                Named.of(
                        "another stack",
                        s -> s.forAudience(new Audience("curfew-2", account, region))),
                Named.of(
                        "another account",
                        s -> s.forAudience(new Audience("curfew", "999999999999", region))),
                Named.of(
                        "another Region in the audience",
                        s -> s.forAudience(new Audience("curfew", account, "eu-west-1"))),
                Named.of("another Region in the signature", s -> s.inRegion("eu-west-1")),
                Named.of("another host", s -> s.to("https://sts.amazonaws.com/")),
                Named.of("another path", s -> s.withPath("/other")),
                Named.of("another method", s -> s.withMethod(SdkHttpMethod.GET)),
                Named.of(
                        "another action",
                        s -> s.withBody("Action=GetSessionToken&Version=2011-06-15")),
                Named.of(
                        "another body",
                        s -> s.withBody("Action=GetCallerIdentity&Version=2011-06-15&x=1")),
                Named.of(
                        "another content type",
                        s -> s.withHeader("content-type", "application/x-amz-json-1.1")),
                Named.of(
                        "an extra header that changes the answer",
                        s -> s.withHeader("accept", "application/json")),
                Named.of(
                        "an extra header that names a target",
                        s ->
                                s.withHeader(
                                        "x-amz-target",
                                        "AWSSecurityTokenServiceV20110615.GetCallerIdentity")),
                Named.of("no mark", Signing::withoutMark));
    }

    @ParameterizedTest
    @MethodSource("otherwise")
    void aProofSignedForSomethingElseIsRefused(UnaryOperator<Signing> otherwise) {
        assertThat(code(otherwise.apply(Signing.by(session)).sign(REQUEST)))
                .isEqualTo("proof-invalid");
        assertThat(code(otherwise.apply(Signing.by(credentials(alice))).sign(REQUEST)))
                .isEqualTo("proof-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lease\": \"000000000001\"}",
                "{\"lease\":\"000000000000\"}",
                "{\"lease\": \"000000000000\"} "
            })
    void aProofForAnotherRequestIsRefusedByteForByte(String other) {
        assertThat(code(Signing.by(credentials(alice)).sign(REQUEST).put("request", other)))
                .isEqualTo("proof-invalid");
    }

    @Test
    void aProofWhoseMarkIsNotSignedIsRefused() {
        ObjectNode event = Signing.by(credentials(alice)).withoutMark().sign(REQUEST);
        ObjectNode proof = (ObjectNode) event.path("proof");

        assertThat(code(event)).as("as it was signed").isEqualTo("proof-invalid");
        proof.put(
                "authorization",
                proof.path("authorization")
                        .asText()
                        .replace("x-amz-date,", "x-amz-date;x-curfew-request,"));
        assertThat(code(event)).as("and passed off as signed").isEqualTo("proof-invalid");
    }

    @Test
    void anOrdinarySignedGetCallerIdentityIsNoProof() {
        // As somebody else's system, which proves callers in the same way, would hold one.
        ObjectNode event =
                Signing.by(session)
                        .withoutMark()
                        .withHeader("x-other-server-id", "vault.example.com")
                        .sign(REQUEST);

        assertThat(code(event)).isEqualTo("proof-invalid");
    }

    @ParameterizedTest
    @ValueSource(ints = {-330, 90})
    void anOldProofAndOneFromTheFutureAreRefused(int seconds) {
        assertThat(code(Signing.by(ROOT).at(Duration.ofSeconds(seconds)).sign(REQUEST)))
                .isEqualTo("proof-expired");
    }

    @Test
    void aTamperedTokenIsRefused() {
        ObjectNode event = Signing.by(session).sign(REQUEST);
        ObjectNode proof = (ObjectNode) event.path("proof");
        proof.put("securityToken", proof.path("securityToken").asText() + "x");

        assertThat(code(event)).isIn("proof-invalid", "caller-unknown");

        proof.remove("securityToken");
        assertThat(code(event)).isEqualTo("proof-invalid");
    }

    @Test
    void aWrongSecretIsRefused() {
        assertThat(
                        code(
                                Signing.by(
                                                AwsBasicCredentials.create(
                                                        alice.accessKeyId(), "x".repeat(40)))
                                        .sign(REQUEST)))
                .isEqualTo("proof-invalid");
    }

    // ---- Once ----

    @Test
    void aProofIsTakenOnceByWhicheverFunction() {
        ObjectNode event = Signing.by(session).sign(REQUEST);

        assertThat(code(event)).isEqualTo(LET_IN);
        assertThat(code(event)).isEqualTo("proof-used");
        assertThat(CURFEW.ask("issue", event).at("/refused/code").asText()).isEqualTo("proof-used");
    }

    @Test
    void ofManyAtOnceOneIsTaken() throws Exception {
        ObjectNode event = Signing.by(session).sign(REQUEST);
        List<Callable<String>> calls =
                IntStream.range(0, 8).<Callable<String>>mapToObj(_ -> () -> code(event)).toList();

        List<String> codes;
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            codes = pool.invokeAll(calls).stream().map(ProofIT::get).toList();
        }

        assertThat(codes).filteredOn(LET_IN::equals).hasSize(1);
        assertThat(codes).filteredOn("proof-used"::equals).hasSize(7);
    }

    // ---- No other road ----

    @Test
    void aForgedFunctionUrlEventAndARequestWithoutProofAreNobodys() {
        ObjectNode forged = Json.MAPPER.createObjectNode();
        forged.withObject("/requestContext/authorizer/iam")
                .put("userArn", "arn:aws:iam::000000000000:root")
                .put("accountId", "000000000000")
                .put("userId", "000000000000");
        forged.put("body", REQUEST);

        assertThat(code(forged)).isEqualTo("proof-missing");
        assertThat(code((ObjectNode) Json.read(REQUEST))).isEqualTo("proof-missing");
        assertThat(code(Json.MAPPER.createObjectNode().put("request", REQUEST)))
                .isEqualTo("proof-missing");
        ObjectNode both = Signing.by(credentials(alice)).sign(REQUEST);
        both.set("requestContext", forged.path("requestContext"));
        assertThat(code(both)).isEqualTo("request-invalid");
    }

    @Test
    void anInvocationThatNobodyWaitsForOpensNothing() throws InterruptedException {
        ObjectNode event =
                Signing.by(CURFEW.holder("proof-it"))
                        .sign(
                                CURFEW.request(
                                                "proof-it",
                                                "PT1M",
                                                IssueIT.scope("sqs:SendMessage", "proof-async"))
                                        .toString());
        int before = leases("proof-it").size();
        int refused = refusedAsNotAwaited();

        CURFEW.tell("issue", event);

        Instant patience = Instant.now().plusSeconds(30);
        while (refusedAsNotAwaited() == refused) {
            assertThat(Instant.now()).as("the invocation was not handled").isBefore(patience);
            DeployedCurfew.pause();
        }
        assertThat(leases("proof-it")).hasSize(before);
        assertThat(CURFEW.ask("issue", event).has("AccessKeyId"))
                .as("the same proof was not used up by that")
                .isTrue();
    }

    @Test
    void anInvocationThatDoesNotSayThatItWaitsIsRefused() {
        JsonNode answer = CURFEW.invoke("release", Signing.by(ROOT).sign(REQUEST));

        assertThat(answer.at("/refused/code").asText()).isEqualTo("answer-not-awaited");
    }

    // ---- Whether they may ----

    @Test
    void anInactiveKeyIsRefused() {
        AccessKey key = user("proof-inactive");
        CURFEW.iam()
                .updateAccessKey(update ->
                        update.userName("proof-inactive")
                                .accessKeyId(key.accessKeyId())
                                .status(StatusType.INACTIVE));

        assertThat(code(Signing.by(credentials(key)).sign(REQUEST))).isEqualTo("caller-unknown");
    }

    @Test
    void aDisabledUserIsRefusedWhoseKeyStillWorks() {
        AccessKey key = user("proof-disabled");
        String id = CURFEW.iam().getUser(get -> get.userName("proof-disabled")).user().userId();
        assertThat(code(Signing.by(credentials(key)).sign(REQUEST))).isEqualTo(LET_IN);

        disable(id);

        assertThat(code(Signing.by(credentials(key)).sign(REQUEST))).isEqualTo("caller-disabled");
    }

    @Test
    void aKeyThatTheInventoryHoldsAsInactiveIsRefused() {
        AccessKey key = user("proof-key-disabled");

        disable(key.accessKeyId());

        assertThat(code(Signing.by(credentials(key)).sign(REQUEST))).isEqualTo("caller-disabled");
    }

    @Test
    void theSessionOfAQuarantinedRoleIsRefused() {
        AwsCredentials quarantined =
                DeployedCurfew.session(CURFEW.roleSession("proof-quarantined", "job-1"));
        assertThat(code(Signing.by(quarantined).sign(REQUEST))).isEqualTo(LET_IN);

        disable(CURFEW.iam().getRole(get -> get.roleName("proof-quarantined")).role().roleId());

        assertThat(code(Signing.by(quarantined).sign(REQUEST))).isEqualTo("caller-disabled");
    }

    @Test
    void theSessionOfARoleThatWasMadeAgainIsRefused() {
        Credentials old = CURFEW.roleSession("proof-again", "job-1");
        CURFEW.iam().deleteRole(delete -> delete.roleName("proof-again"));
        AwsCredentials anew = DeployedCurfew.session(CURFEW.roleSession("proof-again", "job-1"));

        assertThat(code(Signing.by(DeployedCurfew.session(old)).sign(REQUEST)))
                .isEqualTo("caller-gone");
        assertThat(code(Signing.by(anew).sign(REQUEST))).isEqualTo(LET_IN);
    }

    @Test
    void aCallerOfAnotherAccountIsRefused() {
        assertThat(
                        code(
                                Signing.by(AwsBasicCredentials.create("111111111111", "test"))
                                        .sign(REQUEST)))
                .isEqualTo("caller-foreign");
    }

    @Test
    void aFederatedUserIsRefused() {
        AccessKey key = user("proof-federating");
        allowAll("proof-federating");
        Credentials federated;
        try (StsClient sts = CURFEW.stsAs(credentials(key))) {
            federated =
                    sts.getFederationToken(ask ->
                                    ask.name("bob")
                                            .policy(
                                                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"))
                            .credentials();
        }

        assertThat(code(Signing.by(DeployedCurfew.session(federated)).sign(REQUEST)))
                .isEqualTo("caller-unsupported");
    }

    @Test
    void theSessionOfALeaseIsLetIn() {
        JsonNode issued =
                CURFEW.issue("proof-it", "PT1M", IssueIT.scope("sqs:SendMessage", "proof"));

        assertThat(
                        code(
                                Signing.by(
                                                AwsSessionCredentials.create(
                                                        issued.path("AccessKeyId").asText(),
                                                        issued.path("SecretAccessKey").asText(),
                                                        issued.path("SessionToken").asText()))
                                        .sign(REQUEST)))
                .isEqualTo(LET_IN);
    }

    @Test
    void aClientContextThatIsNoneIsRefusedByTheCloudAsOnAws() {
        assertThatThrownBy(() -> CURFEW.invoke("release", "{}", "not base64!"))
                .hasMessageContaining("Client context must be a valid Base64");
    }

    private static String code(ObjectNode event) {
        return CURFEW.ask("release", event).at("/refused/code").asText();
    }

    private static int refusedAsNotAwaited() {
        return FunctionLogs.read(CURFEW).split("answer-not-awaited", -1).length;
    }

    private static List<Lease> leases(String task) {
        return CURFEW.leases().stream().filter(lease -> lease.task().equals(task)).toList();
    }

    private static AccessKey user(String name) {
        CURFEW.iam().createUser(make -> make.userName(name));
        return CURFEW.iam().createAccessKey(make -> make.userName(name)).accessKey();
    }

    private static void allowAll(String user) {
        CURFEW.iam()
                .putUserPolicy(put ->
                        put.userName(user)
                                .policyName("all")
                                .policyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));
    }

    private static AwsCredentials credentials(AccessKey key) {
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    /** What disabling or quarantining it will leave in the inventory. */
    private static void disable(String id) {
        CURFEW.eventually(id, identity -> identity.created() != null);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Lifecycles.change(
                id, identity -> identity.edit().status(IdentityStatus.INACTIVE, now).done());
    }

    private static String get(Future<String> call) {
        try {
            return call.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
