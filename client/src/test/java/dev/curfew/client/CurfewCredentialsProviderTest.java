package dev.curfew.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;

/** Over HTTP, against something that answers as STS and Lambda do. */
class CurfewCredentialsProviderTest {

    private static final String GRANTED =
            """
            {"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"the-secret","SessionToken":"the-token",
             "Expiration":"2036-03-01T09:35:00Z","lease":"4k2j8s0d9f1a","task":"read-orders",
             "lineage":"/4k2j8s0d9f1a/","expiresAt":"2036-03-01T09:35:00Z","sessionPolicy":{}}
            """;
    private static final String IDENTITY =
            """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>arn:aws:iam::123456789012:user/ci</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>
            """;

    private final HttpServer aws;
    private final List<String> called = Collections.synchronizedList(new ArrayList<>());
    private final List<String> payloads = Collections.synchronizedList(new ArrayList<>());
    private String answer = GRANTED;
    private boolean crashes;

    CurfewCredentialsProviderTest() throws IOException {
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", this::answer);
        aws.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        aws.start();
    }

    @AfterEach
    void stop() {
        aws.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String path = exchange.getRequestURI().getPath();
            String reply = IDENTITY;
            if (path.startsWith("/2015-03-31/functions/")) {
                called.add(path.split("/", -1)[3]);
                payloads.add(sent);
                assertThat(exchange.getRequestHeaders().getFirst("X-Amz-Client-Context"))
                        .isEqualTo("eyJjdXN0b20iOnsiY3VyZmV3IjoiYW5zd2VyLWF3YWl0ZWQifX0=");
                reply = answer;
                if (crashes) {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                }
            }
            byte[] bytes = reply.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private CurfewCredentialsProvider provider() {
        return CurfewCredentialsProvider.builder()
                .task("read-orders")
                .agent("order \"bot\"")
                .allow("sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:123456789012:orders")
                .stack("blue")
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("AKIAEXAMPLE", "own-secret")))
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + aws.getAddress().getPort()))
                .build();
    }

    @Test
    void theLeaseIsTheClientsCredential() {
        try (CurfewCredentialsProvider provider = provider()) {
            assertThat(called).isEmpty();

            AwsCredentials credentials = provider.resolveCredentials();

            assertThat(credentials)
                    .isInstanceOfSatisfying(
                            AwsSessionCredentials.class,
                            session -> {
                                assertThat(session.accessKeyId()).isEqualTo("ASIAEXAMPLE");
                                assertThat(session.secretAccessKey()).isEqualTo("the-secret");
                                assertThat(session.sessionToken()).isEqualTo("the-token");
                                assertThat(session.expirationTime()).isPresent();
                            });
            assertThat(provider.lease()).isEqualTo("4k2j8s0d9f1a");
        }
        assertThat(called).containsExactly("blue-issue", "blue-release");
    }

    @Test
    void whatIsSentIsTheRequestAndItsProof() {
        try (CurfewCredentialsProvider provider = provider()) {
            provider.resolveCredentials();
        }

        JsonNode event = JsonNode.parser().parse(payloads.getFirst());
        JsonNode request = JsonNode.parser().parse(text(event, "request"));
        assertThat(text(request, "task")).isEqualTo("read-orders");
        assertThat(text(request, "agent")).isEqualTo("order \"bot\"");
        assertThat(text(request, "duration")).isEqualTo("PT5M");
        assertThat(text(event.field("proof").orElseThrow(), "authorization"))
                .contains(
                        "AKIAEXAMPLE/",
                        "/us-east-1/sts/aws4_request",
                        "content-type;host;x-amz-content-sha256;x-amz-date;x-curfew-request");
        JsonNode release =
                JsonNode.parser().parse(text(JsonNode.parser().parse(payloads.get(1)), "request"));
        assertThat(text(release, "lease")).isEqualTo("4k2j8s0d9f1a");
    }

    private static String text(JsonNode node, String field) {
        return node.field(field).orElseThrow().asString();
    }

    @Test
    void howeverManyThreadsAskOneRequestIsSent() throws Exception {
        List<Future<AwsCredentials>> answers = new ArrayList<>();
        try (CurfewCredentialsProvider provider = provider();
                ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<AwsCredentials> ask = provider::resolveCredentials;
            for (int thread = 0; thread < 100; thread++) {
                answers.add(many.submit(ask));
            }
            for (Future<AwsCredentials> one : answers) {
                assertThat(one.get().accessKeyId()).isEqualTo("ASIAEXAMPLE");
            }
            assertThat(called).containsExactly("blue-issue");
        }
    }

    @Test
    void aRefusalHasItsCode() {
        answer =
                """
                {"refused":{"code":"task-unknown","message":"there is no task","help":"name one","problems":[]}}
                """;
        try (CurfewCredentialsProvider provider = provider()) {
            assertThatExceptionOfType(CurfewException.class)
                    .isThrownBy(provider::resolveCredentials)
                    .withMessageStartingWith("refused (task-unknown): there is no task; name one")
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("task-unknown"));
        }
    }

    @Test
    void noExceptionHasASecret() {
        crashes = true;
        answer = "the-token {";
        try (CurfewCredentialsProvider provider = provider()) {
            for (boolean crash : List.of(true, false)) {
                crashes = crash;
                assertThatExceptionOfType(CurfewException.class)
                        .isThrownBy(provider::resolveCredentials)
                        .satisfies(failure -> {
                            assertThat(failure.code()).isEqualTo(CurfewException.NO_ANSWER);
                            StringWriter trace = new StringWriter();
                            failure.printStackTrace(new PrintWriter(trace));
                            assertThat(trace.toString())
                                    .doesNotContain("the-token", "own-secret", "Signature=");
                        });
            }
        }
    }

    @Test
    void onceClosedItHandsOutNothing() {
        CurfewCredentialsProvider provider = provider();
        provider.resolveCredentials();
        provider.close();

        assertThatIllegalStateException().isThrownBy(provider::resolveCredentials);
    }

    @Test
    void aScopeHasToBeSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CurfewCredentialsProvider.builder().task("t").build())
                .withMessageContaining("what is allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CurfewCredentialsProvider.builder().task("t").allow("s3:GetObject"));
    }
}
