package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An app where the function {@code slack} would be: it takes a press only with Slack's signature,
 * checked here by Slack's description of it and not by the page's own code.
 */
final class StubApp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String signingSecret;
    private final List<JsonNode> presses = new CopyOnWriteArrayList<>();
    volatile @Nullable String says;

    StubApp(String signingSecret) throws IOException {
        this.signingSecret = signingSecret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Those whose signature held. */
    List<JsonNode> presses() {
        return presses;
    }

    /** Answers a press at its response_url. */
    static int respond(JsonNode press, String json) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(press.path("response_url").asText()))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(json))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
                byte[] page = "another site".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                return;
            }
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String time = exchange.getRequestHeaders().getFirst("X-Slack-Request-Timestamp");
            String signature = exchange.getRequestHeaders().getFirst("X-Slack-Signature");
            boolean isSigned =
                    time != null && isFresh(time) && signed(time, body).equals(signature);
            if (isSigned) {
                JsonNode press =
                        JSON.readTree(
                                URLDecoder.decode(
                                        body.substring("payload=".length()),
                                        StandardCharsets.UTF_8));
                presses.add(press);
                String answer = says;
                if (answer != null) {
                    respond(press, answer);
                }
            }
            exchange.sendResponseHeaders(isSigned ? 200 : 401, -1);
        }
    }

    private static boolean isFresh(String time) {
        return Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) < 300;
    }

    private String signed(String time, String body) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            signingSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] sum = mac.doFinal(("v0:" + time + ":" + body).getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(sum);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
