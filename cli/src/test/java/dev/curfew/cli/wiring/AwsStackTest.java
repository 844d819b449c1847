package dev.curfew.cli.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Invocation;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class AwsStackTest {

    private static final JsonNode REQUEST = Json.read("{\"lease\":\"4k2j8s0d9f1a\"}");

    private static final String IDENTITY =
            """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
              <Arn>arn:aws:iam::123456789012:user/alice</Arn><UserId>AIDAALICE</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>
            """;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> contexts = new CopyOnWriteArrayList<>();
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
        return new AwsStack(
                "curfew",
                () -> Map.of(),
                access(),
                patience);
    }

    private Access access() {
        return new Access(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                Region.US_EAST_1,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
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
                    if (body.startsWith("Action=GetCallerIdentity&")) {
                        answer(exchange, 200, IDENTITY);
                        return;
                    }
                    contexts.add(
                            String.valueOf(
                                    exchange.getRequestHeaders().getFirst("X-Amz-Client-Context")));
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
    void readsWhatTheFunctionAnswered() {
        lambda =
                exchange ->
                        answer(
                                exchange,
                                200,
                                "{\"lease\":\"4k2j8s0d9f1a\",\"state\":\"RELEASED\"}");

        assertThat(stack.invoke(Function.OPERATE, REQUEST))
                .isEqualTo(
                        new Answer.Done(
                                Json.read("{\"lease\":\"4k2j8s0d9f1a\",\"state\":\"RELEASED\"}")));
    }

    @ParameterizedTest
    @EnumSource
    void signsForEveryFunctionAndFindsItByNameAlone(Function function) {
        new AwsStack(
                        "curfew",
                        () -> {
                            throw new AssertionError("the holder of a lease may not ask for these");
                        },
                        access())
                .invoke(function, REQUEST);

        assertThat(requests).hasSize(1);
        String request = requests.getFirst();
        assertThat(request)
                .startsWith(
                        "POST /2015-03-31/functions/"
                                + function.in("curfew")
                                + "/invocations?Qualifier=live ");
        JsonNode event = Json.read(request.substring(request.indexOf('{')));
        assertThat(Json.read(event.path("request").asText())).isEqualTo(REQUEST);
        assertThat(event.at("/proof/authorization").asText())
                .startsWith("AWS4-HMAC-SHA256 Credential=key/")
                .contains("/us-east-1/sts/aws4_request", "x-curfew-request");
        assertThat(new String(Base64.getDecoder().decode(contexts.getFirst()), UTF_8))
                .isEqualTo("{\"custom\":{\"curfew\":\"answer-awaited\"}}");
    }

    @Test
    void aPreparedCallIsNotSentAndStaysOutOfText() {
        Invocation invocation = stack.prepare(Function.ISSUE, REQUEST);

        assertThat(requests).isEmpty();
        assertThat(invocation.function()).isEqualTo("curfew-issue:live");
        assertThat(invocation.toString())
                .doesNotContain(invocation.payload().at("/proof/authorization").asText());
    }

    @Test
    void aFunctionThatIsNotThereMeansThatThereIsNoStack() {
        lambda =
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("x-amzn-ErrorType", "ResourceNotFoundException");
                    answer(exchange, 404, "{\"Message\":\"Function not found\"}");
                };

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.ISSUE, REQUEST))
                .withMessageStartingWith("there is no stack `curfew` in ");
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
    void theCallerIsWhomAwsNames() {
        assertThat(stack.caller()).isEqualTo("arn:aws:iam::123456789012:user/alice");
    }

    @Test
    void anUnreachableEndpointSaysSo() {
        server.stop(0);

        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> stack.invoke(Function.OPERATE, REQUEST))
                .withMessage("could not ask AWS whose credentials these are: AWS cannot be reached")
                .satisfies(trouble -> assertThat(trouble.help()).contains("AWS_ENDPOINT_URL"));
    }

    @Test
    void aStackWithoutTheOutputIsNotCurfews() {
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(stack::tasks)
                .withMessage("the stack `curfew` has no output `CatalogueTable`");
        assertThat(requests).isEmpty();
    }
}
