package dev.curfew.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.slack.Replies;
import dev.curfew.core.slack.ReplyAddress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers over HTTP. It follows no redirect, so that an answer goes to Slack and nowhere else, and
 * tells nobody the address, which is a key of its own.
 */
public final class HttpReplies implements Replies {

    private static final Logger LOG = LoggerFactory.getLogger(HttpReplies.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();

    private final Consumer<Duration> pause;

    public HttpReplies(Consumer<Duration> pause) {
        this.pause = pause;
    }

    @Override
    public boolean send(ReplyAddress to, JsonNode message) {
        HttpRequest request =
                HttpRequest.newBuilder(to.uri())
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
                        .build();
        for (int attempt = 1; ; attempt++) {
            int status = send(request);
            if (status >= 200 && status < 300) {
                return true;
            }
            boolean isPassing = status == 0 || status == 429 || status >= 500;
            if (!isPassing || attempt == ATTEMPTS) {
                LOG.warn("Slack did not take an answer: status {}", status);
                return false;
            }
            pause.accept(PAUSE);
        }
    }

    /** 0 when no answer came. */
    private int send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException unanswered) {
            // Its message may name the address.
            LOG.warn("Slack did not answer: {}", unanswered.getClass().getSimpleName());
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
