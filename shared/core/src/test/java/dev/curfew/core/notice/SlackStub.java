package dev.curfew.core.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Stands where Slack would: takes what is posted and answers as it is told. */
public final class SlackStub implements AutoCloseable {

    /** One answer; {@code after} that time. */
    public record Answer(int status, Map<String, String> headers, String body, Duration after) {

        /** An answer with a status. */
        public static Answer status(int status, Map<String, String> headers) {
            return new Answer(status, headers, "no", Duration.ZERO);
        }

        /** What Slack answers when it does not take a message. */
        public static Answer error(String code) {
            return new Answer(
                    200, Map.of(), "{\"ok\":false,\"error\":\"" + code + "\"}", Duration.ZERO);
        }
    }

    /** What came. */
    public record Posted(String path, @Nullable String authorization, JsonNode message) {

        public String text(String field) {
            return message.path(field).asText();
        }

        /** All texts of its blocks. */
        public String blocks() {
            return message.path("blocks").toString();
        }
    }

    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ts = new AtomicInteger();
    private volatile @Nullable Answer always;

    public SlackStub() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All messages that came, in their order, whatever was answered. */
    public List<Posted> posted() {
        return List.copyOf(posted);
    }

    /** Answers the next message so. */
    public void next(Answer answer) {
        answers.add(answer);
    }

    /** Answers every message so; null for as Slack does. */
    public void always(@Nullable Answer answer) {
        always = answer;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        posted.add(
                new Posted(
                        path,
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        body.startsWith("{") ? Json.read(body) : form(body)));
        Answer next = answers.poll();
        Answer answer = next == null ? always : next;
        if (answer == null) {
            answer =
                    new Answer(
                            200,
                            Map.of(),
                            path.startsWith("/api/")
                                    ? "{\"ok\":true,\"channel\":\"C0\",\"ts\":\"1700000000.%06d\"}"
                                            .formatted(ts.incrementAndGet())
                                    : "ok",
                            Duration.ZERO);
        }
        LockSupport.parkNanos(answer.after().toNanos());
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static JsonNode form(String body) {
        ObjectNode message = Json.MAPPER.createObjectNode();
        for (String pair : body.split("&", -1)) {
            int split = pair.indexOf('=');
            if (split > 0) {
                String name = decoded(pair.substring(0, split));
                String value = decoded(pair.substring(split + 1));
                message.set(
                        name, name.equals("blocks") ? Json.read(value) : message.textNode(value));
            }
        }
        return message;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
