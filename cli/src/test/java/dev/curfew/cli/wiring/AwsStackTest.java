package dev.curfew.cli.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class AwsStackTest {

    private static final JsonNode REQUEST = Json.read("{\"lease\":\"4k2j8s0d9f1a\"}");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch testOver = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpHandler lambda = exchange -> answer(exchange, 200, "{}");
    private final HttpServer server;
    private final AwsStack stack;

    AwsStackTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // Ample: on a busy machine an answer that does come may take its time.
        stack = stack(Duration.ofSeconds(60));
    }

    private AwsStack stack(Duration patience) {
        Access access =
                new Access(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("key", "secret")),
                        Region.US_EAST_1,
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        return new AwsStack(
                "curfew", Map.of("ReleaseFunction", "curfew-release"), access, patience);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    requests.add(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + body);
                    lambda.handle(exchange);
                });
        server.start();
    }

    @AfterEach
    void stop() {
        testOver.countDown();
        server.stop(0);
        threads.close();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void callsTheLiveAliasOfTheFunctionThatTheOutputNames() {
        lambda =
                exchange ->
                        answer(
                                exchange,
                                200,
                                "{\"lease\":\"4k2j8s0d9f1a\",\"state\":\"RELEASED\"}");

        Answer answer = stack.invoke(Function.RELEASE, REQUEST);

        assertThat(requests)
                .containsExactly(
                        "POST /2015-03-31/functions/curfew-release/invocations?Qualifier=live"
                                + " {\"lease\":\"4k2j8s0d9f1a\"}");
        assertThat(answer)
                .isEqualTo(
                        new Answer.Done(
                                Json.read("{\"lease\":\"4k2j8s0d9f1a\",\"state\":\"RELEASED\"}")));
    }

    @Test
    void aRefusalIsAnAnswer() {
        lambda =
                exchange ->
                        answer(
                                exchange,
                                200,
                                "{\"refused\":{\"code\":\"c\",\"message\":\"m\",\"help\":\"h\"}}");

        assertThat(stack.invoke(Function.RELEASE, REQUEST))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("c"));
    }

    @Test
    void aFunctionThatCrashedIsTrouble() {
        lambda =
                exchange -> {
                    exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
                    exchange.getResponseHeaders().add("x-amzn-RequestId", "r-1");
                    answer(
                            exchange,
                            200,
                            "{\"errorType\":\"OutOfMemory\",\"errorMessage\":\"heap\"}");
                };

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.RELEASE, REQUEST))
                .withMessage("`curfew-release` failed: OutOfMemory: heap")
                .satisfies(trouble -> assertThat(trouble.help()).contains("request r-1"));
    }

    @Test
    void aCallWhoseAnswerIsLostIsNotSentAgainAndSaysThatItMayBeDone() {
        lambda = HttpExchange::close;

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.RELEASE, REQUEST))
                .withMessageContaining("may be done");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsNotSentAgainAndSaysThatItMayBeDone()
            throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        lambda =
                exchange -> {
                    asked.countDown();
                    try {
                        testOver.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                };

        AwsStack impatient = stack(Duration.ofMillis(300));

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> impatient.invoke(Function.RELEASE, REQUEST))
                .withMessageContaining("may be done");
        asked.await();
        assertThat(requests).hasSize(1);
    }

    @Test
    void aFailureOnLambdasSideIsNotSentAgainEither() {
        lambda = exchange -> answer(exchange, 503, "{\"message\":\"later\"}");

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.RELEASE, REQUEST))
                .withMessageContaining("may be done");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aThrottledCallSaysThatNothingWasDone() {
        lambda =
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("x-amzn-ErrorType", "TooManyRequestsException");
                    answer(exchange, 429, "{\"message\":\"Rate exceeded\"}");
                };

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.RELEASE, REQUEST))
                .withMessageContaining("nothing was done");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aCallThatAwsDeniesSaysWhatAwsSaid() {
        lambda =
                exchange -> {
                    exchange.getResponseHeaders().add("x-amzn-ErrorType", "AccessDeniedException");
                    answer(exchange, 403, "{\"Message\":\"alice may not invoke\"}");
                };

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.RELEASE, REQUEST))
                .withMessage(
                        "could not call `curfew-release`: AWS answered AccessDeniedException: alice may not invoke")
                .satisfies(trouble -> assertThat(trouble.help()).contains("allow it"));
    }

    @Test
    void anUnreachableEndpointSaysSo() {
        server.stop(0);

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.RELEASE, REQUEST))
                .withMessage("could not call `curfew-release`: AWS cannot be reached")
                .satisfies(trouble -> assertThat(trouble.help()).contains("AWS_ENDPOINT_URL"));
    }

    @Test
    void aStackWithoutTheOutputIsNotCurfews() {
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.ISSUE, REQUEST))
                .withMessage("the stack `curfew` has no output `IssueFunction`");
        assertThat(requests).isEmpty();
    }
}
