package dev.curfew.core.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.CallerVerifier.Verdict;
import dev.curfew.core.caller.CallerVerifier.Verdict.Confirmed;
import dev.curfew.core.caller.Callers.Identification;
import dev.curfew.core.caller.SampleProofs.InMemoryUsedProofs;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.refusal.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String REQUEST = "{\"task\": \"read-orders\"}";
    private static final String ROOT = "arn:aws:iam::123456789012:root";
    private static final String USER = "arn:aws:iam::123456789012:user/team/alice";

    private final List<Proof> verified = new ArrayList<>();
    private final InMemoryUsedProofs used = new InMemoryUsedProofs();
    private final Map<String, IdentityStatus> statuses = new HashMap<>();
    private final Set<String> looked = new HashSet<>();
    private Verdict verdict = SampleProofs.confirmed(SampleProofs.CI);
    private final Callers callers =
            new Callers(
                    SampleProofs.AUDIENCE,
                    proof -> {
                        verified.add(proof);
                        return verdict;
                    },
                    used,
                    (name, id) ->
                            switch (name) {
                                case "ci" -> Optional.of(SampleProofs.CI.principal());
                                case "orders" ->
                                        Optional.of("arn:aws:iam::123456789012:role/curfew/orders");
                                default -> Optional.empty();
                            },
                    ids -> {
                        looked.addAll(ids);
                        Map<String, IdentityStatus> known = new HashMap<>(statuses);
                        known.keySet().retainAll(ids);
                        return known;
                    });

    // ---- Who it is ----

    @Test
    void aRolesSessionIsKnownByTheRolesUniqueIdAndItsPath() {
        assertThat(callers.identify(event(), NOW))
                .isEqualTo(new Identification.Identified(SampleProofs.CI, Json.read(REQUEST)));
    }

    @Test
    void aUserIsKnownByItsUniqueId() {
        verdict = new Confirmed("123456789012", USER, "AIDAALICE00000000001");

        assertThat(identified(event()))
                .isEqualTo(new Caller("123456789012", USER, "AIDAALICE00000000001", null, USER));
    }

    @Test
    void theRootUserIsKnownByItsAccount() {
        verdict = new Confirmed("123456789012", ROOT, "123456789012");

        assertThat(identified(event()))
                .isEqualTo(new Caller("123456789012", ROOT, "123456789012", null, ROOT));
    }

    @Test
    void whatIsVerifiedTiesTheSignatureToThisRequestHere() {
        identified(event());

        Proof proof = verified.getFirst();
        assertThat(proof.mark())
                .isEqualTo(
                        "v1 sha256=HASH nonce=00112233445566778899aabbccddeeff audience=curfew/123456789012/us-east-1"
                                .replace("HASH", hash(REQUEST)));
        assertThat(proof.date()).isEqualTo(NOW);
        assertThat(proof.securityToken()).isEqualTo(SampleProofs.TOKEN);
    }

    @Test
    void theHashIsThatOfTheTextsOwnBytes() throws Exception {
        assertThat(RequestMark.of("{}", "0", SampleProofs.AUDIENCE))
                .contains(
                        "sha256=44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assertThat(RequestMark.of("{ }", "0", SampleProofs.AUDIENCE))
                .isNotEqualTo(RequestMark.of("{}", "0", SampleProofs.AUDIENCE));
    }

    // ---- No other road ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "7",
                "{\"task\": \"read-orders\"}",
                "{\"request\": \"{}\"}",
                "{\"request\": \"{}\", \"proof\": null}",
                "{\"request\": \"{}\", \"proof\": \"AWS4-HMAC-SHA256\"}",
                "{\"request\": \"{}\", \"caller\": {\"arn\": \"arn:aws:iam::123456789012:root\"}}",
                "{\"requestContext\": {\"authorizer\": {\"iam\": {\"userArn\": \"arn:aws:iam::123456789012:root\"}}},"
                        + " \"body\": \"{}\"}"
            })
    void anEventWithoutAProofIsNobodys(String event) {
        Refusal refusal = refused(Json.read(event));

        assertThat(refusal.code()).isEqualTo("proof-missing");
        assertThat(refusal.help()).contains("--print-request");
        assertThat(verified).isEmpty();
    }

    @Test
    void nothingBesideRequestAndProofIsTakenAlong() {
        ObjectNode event = event();
        event.putObject("requestContext");

        assertThat(refused(event).code()).isEqualTo("request-invalid");
        assertThat(verified).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "method", "body", "headers", "host"})
    void aProofCannotSayWhereItGoes(String field) {
        ObjectNode event = event();
        proof(event).put(field, "https://sts.example.com/");

        assertThat(refused(event).code()).isEqualTo("proof-invalid");
        assertThat(verified).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "{\"task\": \"a\", \"task\": \"b\"}"})
    void aRequestThatIsNotOneJsonTextIsRefused(String request) {
        assertThat(refused(SampleProofs.event(request, NOW)).code()).isEqualTo("request-invalid");
    }

    @Test
    void aTextThatSeveralBytesCouldStandForIsRefused() {
        Refusal refusal = refused(SampleProofs.event("{\"a\":\"\ud800\"}", NOW));

        assertThat(refusal.code()).isEqualTo("proof-invalid");
        assertThat(refusal.message()).contains("Unicode");
    }

    @Test
    void aRequestOfAnyLengthIsNotTaken() {
        assertThat(refused(SampleProofs.event("\"" + "x".repeat(70_000) + "\"", NOW)).code())
                .isEqualTo("request-invalid");
    }

    // ---- The form of the signature ----

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 | AWS4-ECDSA-P256-SHA256 | not an AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 | aws4-hmac-sha256 | not an AWS4-HMAC-SHA256",
                "aws4_request | aws4_request/more | not an AWS4-HMAC-SHA256",
                "Signature= | Signature=0 | not an AWS4-HMAC-SHA256",
                "Signature= | Signature=A | not an AWS4-HMAC-SHA256",
                "20260301/ | 20260228/ | its date",
                "us-east-1 | eu-west-1 | `eu-west-1`",
                "/sts/ | /iam/ | `iam`",
                ";x-curfew-request |  | other headers",
                "content-type;host | accept;content-type;host | other headers",
                "x-amz-security-token; |  | other headers",
                "content-type; |  | other headers",
            })
    void aSignatureOfAnyOtherFormIsRefused(String from, @Nullable String to, String why) {
        ObjectNode event = event();
        String authorization = proof(event).path("authorization").asText();
        proof(event).put("authorization", authorization.replace(from, to == null ? "" : to));

        Refusal refusal = refused(event);

        assertThat(refusal.code()).isEqualTo("proof-invalid");
        assertThat(refusal.message()).contains(why);
        assertThat(verified).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " x", "\r\nx-evil: 1"})
    void whatWouldBreakAHeaderIsRefused(String more) {
        ObjectNode signature = event();
        proof(signature)
                .put("authorization", proof(signature).path("authorization").asText() + more);
        ObjectNode token = event();
        proof(token).put("securityToken", SampleProofs.TOKEN + more);
        ObjectNode date = event();
        proof(date).put("date", "20260301T120000Z" + more);
        ObjectNode nonce = event();
        proof(nonce).put("nonce", "00112233445566778899aabbccddeeff" + more);

        for (ObjectNode event : List.of(signature, token, date, nonce)) {
            assertThat(refused(event).code()).isEqualTo("proof-invalid");
        }
        assertThat(verified).isEmpty();
    }

    @Test
    void aTokenThatTheSignatureDoesNotCoverIsRefusedAndSoIsOneLeftOut() {
        ObjectNode leftOut = event();
        proof(leftOut).remove("securityToken");
        ObjectNode added = event();
        proof(added)
                .put(
                        "authorization",
                        proof(added)
                                .path("authorization")
                                .asText()
                                .replace("x-amz-security-token;", ""));

        assertThat(refused(leftOut).message()).contains("other headers");
        assertThat(refused(added).message()).contains("other headers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260230T120000Z", "2026-03-01T12:00:00Z", "20260301T120000", ""})
    void aDateOfAnyOtherFormIsRefused(String date) {
        ObjectNode event = event();
        proof(event).put("date", date);

        assertThat(refused(event).code()).isEqualTo("proof-invalid");
    }

    // ---- Its time ----

    @Test
    void aProofHoldsForFiveMinutesAndAClockMayBeAMinuteAhead() {
        assertThat(callers.identify(event(NOW.minusSeconds(300)), NOW))
                .isInstanceOf(Identification.Identified.class);
        assertThat(callers.identify(SampleProofs.event("{}", NOW.plusSeconds(60)), NOW))
                .isInstanceOf(Identification.Identified.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-301, 61})
    void anOldProofAndOneFromTheFutureAreRefused(int seconds) {
        Refusal refusal = refused(event(NOW.plusSeconds(seconds)));

        assertThat(refusal.code()).isEqualTo("proof-expired");
        assertThat(refusal.help()).contains("clock");
        assertThat(verified).isEmpty();
    }

    @Test
    void aProofIsTakenOnce() {
        identified(event());

        assertThat(refused(event()).code()).isEqualTo("proof-used");
        assertThat(used.kept().values())
                .singleElement()
                .satisfies(until ->
                        assertThat(until)
                                .as("past any clock that would still take it")
                                .isAfter(NOW.plus(Duration.ofMinutes(6))));
    }

    @Test
    void whatAwsDoesNotConfirmIsNotRemembered() {
        verdict = new Verdict.Denied("SignatureDoesNotMatch");

        refused(event());

        assertThat(used.kept()).isEmpty();
    }

    @Test
    void theProofItselfIsKeptNowhere() {
        identified(event());

        Proof proof = verified.getFirst();
        assertThat(used.kept().keySet().toString()).doesNotContain(proof.signature());
        assertThat(proof.toString()).doesNotContain(proof.signature(), SampleProofs.TOKEN);
    }

    // ---- What AWS says ----

    @ParameterizedTest
    @CsvSource({
        "SignatureDoesNotMatch, proof-invalid",
        "IncompleteSignature, proof-invalid",
        "InvalidClientTokenId, caller-unknown",
        "ExpiredToken, caller-unknown"
    })
    void aSignatureThatAwsDoesNotTakeIsRefused(String code, String refusal) {
        verdict = new Verdict.Denied(code);

        assertThat(refused(event()).code()).isEqualTo(refusal);
        assertThat(refused(event()).message()).contains(code);
    }

    @Test
    void withoutAnAnswerNobodyIsLetIn() {
        Callers cut =
                SampleProofs.callers(proof -> {
                    throw new CallersUnavailableException("no answer");
                });

        assertThatExceptionOfType(CallersUnavailableException.class)
                .isThrownBy(() -> cut.identify(event(), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::999999999999:root, 123456789012",
        "arn:aws:iam::123456789012:root, 999999999999",
        "arn:aws:iam::123456789012:root, AIDAALICE00000000001",
        "arn:aws:iam::123456789012:user/alice, AROACI00000000000001",
        "arn:aws:iam::123456789012:user/alice, AROACI00000000000001:alice",
        "arn:aws:sts::123456789012:assumed-role/ci/job-7, AROACI00000000000001",
        "arn:aws:sts::123456789012:assumed-role/ci/job-7, AROACI00000000000001:job-8",
        "arn:aws:sts::123456789012:assumed-role/ci/job-7, AIDAALICE00000000001:job-7",
        "root, 123456789012",
        "'', ''"
    })
    void anAnswerThatContradictsItselfIsNoAnswer(String arn, String userId) {
        verdict = new Confirmed("123456789012", arn, userId);

        assertThatExceptionOfType(CallersUnavailableException.class)
                .isThrownBy(() -> callers.identify(event(), NOW))
                .withMessage("STS's answer contradicts itself");
    }

    @Test
    void aCallerOfAnotherAccountIsRefused() {
        verdict =
                new Confirmed(
                        "999999999999",
                        "arn:aws:sts::999999999999:assumed-role/ci/job-7",
                        "AROACI00000000000001:job-7");

        Refusal refusal = refused(event());

        assertThat(refusal.code()).isEqualTo("caller-foreign");
        assertThat(refusal.message()).contains("`123456789012`");
    }

    @Test
    void aSessionWhoseRoleIsGoneIsRefused() {
        verdict =
                new Confirmed(
                        "123456789012",
                        "arn:aws:sts::123456789012:assumed-role/gone/job-7",
                        "AROAGONE000000000001:job-7");

        assertThat(refused(event()).code()).isEqualTo("caller-gone");
    }

    @Test
    void aFederatedUserIsRefused() {
        verdict =
                new Confirmed(
                        "123456789012",
                        "arn:aws:sts::123456789012:federated-user/bob",
                        "123456789012:bob");

        assertThat(refused(event()).code()).isEqualTo("caller-unsupported");
    }

    // ---- Whether they may ----

    @ParameterizedTest
    @CsvSource({
        "AIDAALICE00000000001, INACTIVE",
        "AIDAALICE00000000001, DELETED",
        "AKIAALICE00000000001, INACTIVE"
    })
    void aDisabledUserAndAnInactiveKeyAreRefused(String id, IdentityStatus status) {
        verdict = new Confirmed("123456789012", USER, "AIDAALICE00000000001");
        statuses.put("AIDAALICE00000000001", IdentityStatus.ACTIVE);
        statuses.put(id, status);

        Refusal refusal = refused(withKey("AKIAALICE00000000001"));

        assertThat(refusal.code()).isEqualTo("caller-disabled");
        assertThat(refusal.message()).contains(id, status.name());
    }

    @Test
    void aQuarantinedRoleIsRefused() {
        statuses.put(SampleProofs.CI.id(), IdentityStatus.INACTIVE);

        assertThat(refused(event()).code()).isEqualTo("caller-disabled");
    }

    @Test
    void whomTheInventoryDoesNotKnowMayAsk() {
        identified(event());

        assertThat(looked)
                .as("a session's key is in no inventory")
                .containsExactly(SampleProofs.CI.id());
    }

    @Test
    void theSessionOfABrokeredRoleIsKnownAsSuch() {
        verdict =
                new Confirmed(
                        "123456789012",
                        "arn:aws:sts::123456789012:assumed-role/orders/4k2j8s0d9f1a",
                        "AROAORDERS0000000001:4k2j8s0d9f1a");

        assertThat(identified(event()).isBrokered()).isTrue();
    }

    private static ObjectNode event() {
        return event(NOW);
    }

    private static ObjectNode event(Instant signedAt) {
        return SampleProofs.event(REQUEST, signedAt);
    }

    private static ObjectNode withKey(String keyId) {
        ObjectNode event = event();
        proof(event)
                .put(
                        "authorization",
                        proof(event)
                                .path("authorization")
                                .asText()
                                .replaceAll("Credential=\\w+", "Credential=" + keyId));
        return event;
    }

    private static ObjectNode proof(ObjectNode event) {
        return (ObjectNode) event.path("proof");
    }

    private Caller identified(JsonNode event) {
        Identification identification = callers.identify(event, NOW);
        assertThat(identification).isInstanceOf(Identification.Identified.class);
        return ((Identification.Identified) identification).caller();
    }

    private static String hash(String text) {
        return RequestMark.sha256(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Refusal refused(JsonNode event) {
        Identification identification = callers.identify(event, NOW);
        assertThat(identification).isInstanceOf(Identification.Refused.class);
        return ((Identification.Refused) identification).refusal();
    }
}
