package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Audience;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.caller.Callers.Identification;
import dev.curfew.core.caller.CallersUnavailableException;
import dev.curfew.core.caller.SampleProofs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** What the client signs, the verifier rebuilds and STS answers, over HTTP. */
class StsCallerVerifierTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String REQUEST = "{\"task\": \"bücher\", \"n\": 1.0}";
    private static final AwsCredentials SESSION =
            AwsSessionCredentials.create(
                    "ASIACI00000000000001", FakeSts.SECRET, SampleProofs.TOKEN);
    private static final AwsCredentials KEY =
            AwsBasicCredentials.create("AKIACI00000000000001", FakeSts.SECRET);

    private final FakeSts sts = new FakeSts();
    private final Callers callers =
            SampleProofs.callers(
                    new StsCallerVerifier(
                            UrlConnectionHttpClient.builder()
                                    .connectionTimeout(Duration.ofSeconds(2))
                                    .socketTimeout(Duration.ofMillis(1500))
                                    .build(),
                            sts.endpoint(),
                            "us-east-1"));

    StsCallerVerifierTest() throws IOException {}

    @AfterEach
    void stop() {
        sts.close();
    }

    private ObjectNode signed(AwsCredentials credentials) {
        return signed(credentials, sts.endpoint(), SampleProofs.AUDIENCE);
    }

    private static ObjectNode signed(AwsCredentials credentials, URI endpoint, Audience audience) {
        return new CallerProof(endpoint, audience, Clock.fixed(NOW, ZoneOffset.UTC), new Random(1))
                .sign(REQUEST, credentials);
    }

    private String refusal(ObjectNode event) {
        Identification identification = callers.identify(event, NOW);
        assertThat(identification).isInstanceOf(Identification.Refused.class);
        return ((Identification.Refused) identification).refusal().code();
    }

    /** No answer that anybody may be let in by, and nothing of the proof in what is thrown. */
    private void unavailable() {
        assertThatExceptionOfType(CallersUnavailableException.class)
                .isThrownBy(() -> callers.identify(signed(SESSION), NOW))
                .satisfies(failure -> {
                    StringWriter trace = new StringWriter();
                    failure.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString())
                            .doesNotContain(SampleProofs.TOKEN, "Signature=", "SECRET");
                });
    }

    @Test
    void whatASessionSignsIsItsOwn() {
        Identification identification = callers.identify(signed(SESSION), NOW);

        assertThat(identification).isInstanceOf(Identification.Identified.class);
        assertThat(((Identification.Identified) identification).caller())
                .isEqualTo(SampleProofs.CI);
    }

    @Test
    void whatAnAccessKeySignsIsItsOwn() {
        assertThat(callers.identify(signed(KEY), NOW))
                .isInstanceOf(Identification.Identified.class);
        assertThat(sts.seen.getFirst().headers()).doesNotContainKey("x-amz-security-token");
    }

    @Test
    void whatIsSentIsFixedButForTheProofsOwnParts() {
        callers.identify(signed(SESSION), NOW);

        FakeSts.Seen request = sts.seen.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/");
        assertThat(request.body()).isEqualTo("Action=GetCallerIdentity&Version=2011-06-15");
        assertThat(request.headers())
                .containsOnlyKeys(
                        "accept",
                        "authorization",
                        "connection",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent",
                        "x-amz-content-sha256",
                        "x-amz-date",
                        "x-amz-security-token",
                        "x-curfew-request")
                .containsEntry("accept", "*/*")
                .containsEntry("host", sts.endpoint().getAuthority());
    }

    @Test
    void eachProofHasANonceOfItsOwn() {
        CallerProof proof =
                new CallerProof(
                        sts.endpoint(),
                        SampleProofs.AUDIENCE,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        new Random(1));

        assertThat(proof.sign(REQUEST, KEY)).isNotEqualTo(proof.sign(REQUEST, KEY));
    }

    // ---- Signed for something else ----

    @Test
    void aProofForAnotherRequestIsRefused() {
        ObjectNode event = signed(SESSION).put("request", REQUEST.replace("1.0", "1"));

        assertThat(refusal(event)).isEqualTo("proof-invalid");
        assertThat(sts.seen).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"other,123456789012,us-east-1", "curfew,999999999999,us-east-1"})
    void aProofForAnotherStackOrAccountIsRefused(String stack, String account, String region) {
        assertThat(refusal(signed(SESSION, sts.endpoint(), new Audience(stack, account, region))))
                .isEqualTo("proof-invalid");
    }

    @Test
    void aProofForAnotherHostIsRefusedAndThatHostIsNotAsked() throws IOException {
        try (FakeSts other = new FakeSts()) {
            assertThat(refusal(signed(SESSION, other.endpoint(), SampleProofs.AUDIENCE)))
                    .isEqualTo("proof-invalid");

            assertThat(other.seen).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"securityToken", "nonce", "date"})
    void aProofWithAnotherPartIsRefused(String part) {
        ObjectNode event = signed(SESSION);
        ObjectNode proof = (ObjectNode) event.path("proof");
        String value = proof.path(part).asText();
        proof.put(
                part,
                part.equals("date")
                        ? value.replace("1200", "1159")
                        : (value.startsWith("0") ? "1" : "0") + value.substring(1));

        assertThat(refusal(event)).isEqualTo("proof-invalid");
    }

    // ---- Answers that are not STS's ----

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) throws IOException {
        try (FakeSts other = new FakeSts()) {
            sts.handler =
                    exchange -> {
                        exchange.getResponseHeaders().add("Location", other.endpoint().toString());
                        FakeSts.answer(exchange, status, FakeSts.identity());
                    };

            unavailable();
            assertThat(other.seen).isEmpty();
            assertThat(sts.seen).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Arn</body></html>",
                "<html xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><body/></html>",
                "{\"GetCallerIdentityResponse\": {\"GetCallerIdentityResult\": {\"Account\": \"123456789012\","
                        + " \"Arn\": \"arn:aws:iam::123456789012:root\", \"UserId\": \"123456789012\"}}}",
                "<!DOCTYPE x [<!ENTITY a \"123456789012\">]>IDENTITY",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">IDENTITY",
                "IDENTITY<more/>",
                "<!-- IDENTITY -->"
            })
    void anythingElseIsNoAnswer(String body) {
        sts.handler =
                exchange ->
                        FakeSts.answer(exchange, 200, body.replace("IDENTITY", FakeSts.identity()));

        unavailable();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://sts.amazonaws.com/doc/2011-06-15/ | https://sts.amazonaws.com/doc/2099-01-01/",
                "GetCallerIdentityResponse | AssumeRoleResponse",
                "GetCallerIdentityResult | GetSessionTokenResult",
                "<Account>123456789012</Account> | ",
                "<Account>123456789012</Account> | <Account>123456789012</Account><Account>123456789012</Account>",
                "<Account>123456789012</Account> | <Account>999999999999</Account>",
                "AROACI00000000000001:job-7 | AROACI00000000000001:job-8",
                "<UserId> | <UserId xmlns='urn:x'>"
            })
    void anAnswerThatIsNotQuiteStsOwnIsNoAnswer(String from, @Nullable String to) {
        String body = FakeSts.identity().replace(from, to == null ? "" : to);
        assertThat(body).isNotEqualTo(FakeSts.identity());
        sts.handler = exchange -> FakeSts.answer(exchange, 200, body);

        unavailable();
    }

    @Test
    void aLongAnswerIsNoAnswerHoweverItBegins() {
        sts.handler =
                exchange ->
                        FakeSts.answer(exchange, 200, FakeSts.identity() + " ".repeat(64 * 1024));

        unavailable();
    }

    @Test
    void anAnswerWithoutEndIsNotReadToIt() {
        sts.handler =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] much = " ".repeat(8192).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 100_000; i++) {
                        exchange.getResponseBody().write(much);
                    }
                };

        unavailable();
    }

    @Test
    void aSlowAnswerIsNoAnswer() {
        sts.handler =
                exchange -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                };

        unavailable();
    }

    @Test
    void noAnswerIsNoAnswer() {
        sts.close();

        unavailable();
    }

    // ---- Errors ----

    @ParameterizedTest
    @CsvSource({
        "403, SignatureDoesNotMatch, proof-invalid",
        "403, InvalidClientTokenId, caller-unknown",
        "403, ExpiredToken, caller-unknown",
        "400, IncompleteSignature, proof-invalid"
    })
    void aNoOfStsIsARefusal(int status, String code, String refusal) {
        sts.handler = exchange -> FakeSts.answer(exchange, status, FakeSts.error(code));

        assertThat(refusal(signed(SESSION))).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalFailure",
        "503, ServiceUnavailable",
        "400, Throttling",
        "429, TooManyRequests",
        "400, a code that is none",
        "201, x",
        "204, x"
    })
    void aFailureOfStsIsNoAnswer(int status, String code) {
        sts.handler =
                exchange ->
                        FakeSts.answer(exchange, status, status == 204 ? "" : FakeSts.error(code));

        unavailable();
    }

    // ---- Where STS is ----

    @Test
    void stsIsTheRegionsOwnUnlessAnotherEndpointIsSet() {
        assertThat(endpoint(StsClient.builder().region(Region.EU_WEST_1)))
                .isEqualTo(URI.create("https://sts.eu-west-1.amazonaws.com"));
        assertThat(endpoint(StsClient.builder().region(Region.US_EAST_1)))
                .isEqualTo(URI.create("https://sts.us-east-1.amazonaws.com"));
        assertThat(
                        endpoint(
                                StsClient.builder()
                                        .region(Region.US_EAST_1)
                                        .endpointOverride(URI.create("http://127.0.0.1:4566"))))
                .isEqualTo(URI.create("http://127.0.0.1:4566"));
    }

    private static URI endpoint(StsClientBuilder builder) {
        try (StsClient client =
                builder.credentialsProvider(AnonymousCredentialsProvider.create()).build()) {
            return CallerIdentityRequest.endpoint(client);
        }
    }
}
