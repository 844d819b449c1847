package dev.curfew.local.system;

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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stands where Slack would: presses buttons as members do, and takes the answers. */
final class SlackStand implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger presses = new AtomicInteger();
    private final String secret;

    SlackStand(String secret) {
        this.secret = secret;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.createContext("/", this::take);
        server.start();
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestURI().getPath().startsWith("/actions/")) {
            answers.add(Json.MAPPER.readTree(body));
        }
        byte[] answer = "{\"ok\": true, \"ts\": \"1.000001\"}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** The body of a press, as Slack sends it. */
    String body(String user, String action, String value) {
        ObjectNode payload = Json.MAPPER.createObjectNode().put("type", "block_actions");
        payload.putObject("user").put("id", user).put("team_id", "T012AB3CD");
        payload.putObject("container").put("message_ts", "1772366400.000200");
        payload.putArray("actions").addObject().put("action_id", action).put("value", value);
        payload.put("response_url", root() + "/actions/" + presses.incrementAndGet());
        return "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
    }

    /** Sends a body, signed now; the status. */
    int send(URI url, String body) {
        String now = String.valueOf(Instant.now().getEpochSecond());
        return send(url, body, now, sign(now, body));
    }

    int send(URI url, String body, String timestamp, String signature) {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Slack-Request-Timestamp", timestamp)
                        .header("X-Slack-Signature", signature)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    String sign(String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] text = ("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8);
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The next answer that comes. */
    JsonNode answer() {
        try {
            JsonNode answer = answers.poll(90, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("no answer came");
            }
            return answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    boolean hasAnswer() {
        return !answers.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
