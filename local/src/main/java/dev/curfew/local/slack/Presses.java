package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Sends presses of buttons to the app, signed as Slack signs them. */
final class Presses {
    /** After which Slack tells the person that it failed. */
    private static final Duration SLACKS_PATIENCE = Duration.ofSeconds(3);

    /** Longer, since a first start of a function takes its time on a small machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SlackSecret secret;
    private final Supplier<Optional<URI>> app;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(SLACKS_PATIENCE)
                    .build();

    /**
     * @param app where the app hears of presses; empty while there is no such place
     */
    Presses(SlackSecret secret, Supplier<Optional<URI>> app, Clock clock) {
        this.secret = secret;
        this.app = app;
        this.clock = clock;
    }

    /** Sends a press and tells what became of it, for people. */
    String send(Message message, JsonNode block, JsonNode button, URI responseUrl) {
        String label = button.path("text").path("text").asText();
        Optional<URI> to = app.get();
        if (to.isEmpty()) {
            return "You pressed %s: not sent, since the stack has no output SlackUrl"
                    .formatted(label);
        }
        Instant start = clock.instant();
        try {
            int status = post(to.get(), payload(message, block, button, responseUrl));
            Duration took = Duration.between(start, clock.instant());
            String late =
                    took.compareTo(SLACKS_PATIENCE) > 0
                            ? ", too late for Slack, which waits 3 s"
                            : "";
            return "You pressed %s: the app answered %d after %d ms%s"
                    .formatted(label, status, took.toMillis(), late);
        } catch (IOException e) {
            return "You pressed %s: the app did not answer (%s)"
                    .formatted(label, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "You pressed %s: interrupted".formatted(label);
        }
    }

    private int post(URI to, JsonNode payload) throws IOException, InterruptedException {
        String body = "payload=" + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8);
        long seconds = clock.instant().getEpochSecond();
        HttpRequest request =
                HttpRequest.newBuilder(to)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                        .header("X-Slack-Request-Timestamp", Long.toString(seconds))
                        .header(
                                "X-Slack-Signature",
                                Signature.of(secret.signingSecret(), seconds, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private ObjectNode payload(Message message, JsonNode block, JsonNode button, URI responseUrl) {
        ObjectNode payload = JSON.createObjectNode().put("type", "block_actions");
        payload.putObject("user")
                .put("id", Places.USER)
                .put("username", "you")
                .put("name", "you")
                .put("team_id", Places.TEAM);
        payload.put("api_app_id", Places.APP);
        ObjectNode container =
                payload.putObject("container")
                        .put("type", "message")
                        .put("message_ts", message.ts())
                        .put("channel_id", message.channel())
                        .put("is_ephemeral", message.shownTo() == Message.ShownTo.ONE);
        if (message.thread() != null) {
            container.put("thread_ts", message.thread());
        }
        payload.put("trigger_id", UUID.randomUUID().toString());
        payload.putObject("team").put("id", Places.TEAM).put("domain", "this-machine");
        payload.putNull("enterprise");
        payload.put("is_enterprise_install", false);
        payload.putObject("channel")
                .put("id", message.channel())
                .put("name", Places.name(message.channel()));
        payload.set("message", WebApi.wire(message));
        payload.putObject("state").putObject("values");
        payload.put("response_url", responseUrl.toString());
        payload.putArray("actions").add(action(block, button));
        return payload;
    }

    private ObjectNode action(JsonNode block, JsonNode button) {
        ObjectNode action = button.deepCopy();
        action.remove("accessibility_label");
        action.put("block_id", block.path("block_id").asText());
        Instant now = clock.instant();
        action.put("action_ts", "%d.%06d".formatted(now.getEpochSecond(), now.getNano() / 1000));
        return action;
    }
}
