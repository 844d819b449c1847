package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * Stands between the clients of the AWS SDK and the network, counts the calls, and lets one of them
 * fail: as AWS fails, as the network does, or as a process does. The SDK's own attempts at one call
 * are one call here.
 */
final class CallFaults implements SdkHttpClient {

    /** How a call fails. */
    enum Fault {
        /** The service fails, however often it is asked, and has done nothing. */
        ERROR,
        /** The service has no time for it, however often it is asked. */
        THROTTLED,
        /** Each attempt reaches the service and is done there; no answer ever comes back. */
        TIMEOUT,
        /** As a timeout, but that the SDK's next attempt is answered. */
        LOST_ANSWER,
        /** The process ends before the call. */
        CRASH_BEFORE,
        /** The process ends after the call was done, before its answer was seen. */
        CRASH_AFTER
    }

    /** As sudden as the end of a process: nothing catches it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** An event that the bus took. */
    record Event(String type, JsonNode detail) {}

    private static final String INVOCATION = "amz-sdk-invocation-id";

    private final SdkHttpClient network;
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Integer> done = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private int calls;
    private int failing;
    private @Nullable Fault fault;
    private @Nullable String failed;
    private @Nullable String failedCall;
    private boolean dead;

    CallFaults(SdkHttpClient network) {
        this.network = network;
    }

    /** From here on the call of that number fails, counted from 1. */
    synchronized void arm(int call, Fault as) {
        clear();
        failing = call;
        fault = as;
    }

    /** From here on nothing fails. */
    synchronized void clear() {
        attempts.clear();
        done.clear();
        events.clear();
        orders.clear();
        calls = 0;
        failing = 0;
        fault = null;
        failed = null;
        failedCall = null;
        dead = false;
    }

    /** After a crash another process begins. */
    synchronized void revive() {
        dead = false;
    }

    synchronized int calls() {
        return calls;
    }

    /** What failed, such as {@code PutItem}; null as long as nothing has. */
    synchronized @Nullable String failed() {
        return failedCall;
    }

    /** How often the service did what is called so. */
    synchronized int done(String operation) {
        return done.getOrDefault(operation, 0);
    }

    /** What the bus took, the same event twice if it took it twice. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** What IAM was told to change and did, the same order twice if it did it twice, as sent. */
    synchronized List<String> orders() {
        return List.copyOf(orders);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        AwsCall call = AwsCall.of(request);
        String invocation =
                request.httpRequest()
                        .firstMatchingHeader(INVOCATION)
                        .orElseThrow(() -> new AssertionError("the SDK names no invocation"));
        ExecutableHttpRequest real = network.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return attempt(call, invocation, real);
            }

            @Override
            public void abort() {
                real.abort();
            }
        };
    }

    private HttpExecuteResponse attempt(AwsCall call, String invocation, ExecutableHttpRequest real)
            throws IOException {
        Fault now = count(call, invocation);
        if (now == null) {
            return passed(call, real);
        }
        return switch (now) {
            case ERROR -> answer(call.error());
            case THROTTLED -> answer(call.throttling());
            case TIMEOUT, LOST_ANSWER -> {
                passed(call, real);
                throw new SocketTimeoutException("Read timed out");
            }
            case CRASH_BEFORE -> throw new Crash();
            case CRASH_AFTER -> {
                passed(call, real);
                throw new Crash();
            }
        };
    }

    /** How this attempt fails; null when it does not. */
    private synchronized @Nullable Fault count(AwsCall call, String invocation) {
        if (dead) {
            throw new Crash();
        }
        int attempt = attempts.merge(invocation, 1, Integer::sum);
        if (attempt == 1 && ++calls == failing) {
            failed = invocation;
            failedCall = call.operation();
        }
        if (!invocation.equals(failed) || (fault == Fault.LOST_ANSWER && attempt > 1)) {
            return null;
        }
        dead = fault == Fault.CRASH_BEFORE || fault == Fault.CRASH_AFTER;
        return fault;
    }

    private HttpExecuteResponse passed(AwsCall call, ExecutableHttpRequest real)
            throws IOException {
        HttpExecuteResponse response = real.call();
        byte[] body = response.responseBody().isPresent() ? read(response) : new byte[0];
        if (response.httpResponse().isSuccessful()) {
            note(call, body);
        }
        return HttpExecuteResponse.builder()
                .response(response.httpResponse())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private static byte[] read(HttpExecuteResponse response) throws IOException {
        try (InputStream body = response.responseBody().orElseThrow()) {
            return body.readAllBytes();
        }
    }

    private synchronized void note(AwsCall call, byte[] answer) {
        done.merge(call.operation(), 1, Integer::sum);
        if (call.service() == AwsCall.Service.IAM && !call.isRead()) {
            orders.add(call.body());
        }
        if (call.operation().equals("PutEvents")) {
            JsonNode answered = Json.read(new String(answer, StandardCharsets.UTF_8));
            if (answered.path("FailedEntryCount").asInt() > 0) {
                throw new AssertionError("the local bus took it not: " + answered);
            }
            for (JsonNode entry : Json.read(call.body()).path("Entries")) {
                events.add(
                        new Event(
                                entry.path("DetailType").asText(),
                                Json.read(entry.path("Detail").asText())));
            }
        }
    }

    private static HttpExecuteResponse answer(AwsCall.Answer answer) {
        SdkHttpFullResponse.Builder response =
                SdkHttpFullResponse.builder()
                        .statusCode(answer.status())
                        .putHeader("Content-Type", answer.contentType());
        return HttpExecuteResponse.builder()
                .response(response.build())
                .responseBody(
                        AbortableInputStream.create(
                                new ByteArrayInputStream(
                                        answer.body().getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    @Override
    public void close() {
        network.close();
    }

    static String body(HttpExecuteRequest request) {
        return request.contentStreamProvider()
                .map(content -> {
                    try (InputStream stream = content.newStream()) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                })
                .orElse("");
    }
}
