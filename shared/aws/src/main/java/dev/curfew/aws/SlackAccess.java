package dev.curfew.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a secret says of how to reach Slack. It shows neither. */
sealed interface SlackAccess {

    /** Posts as an app, wherever it was invited. */
    record Token(String token) implements SlackAccess {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /** Posts into one channel. */
    record Webhook(String url) implements SlackAccess {
        @Override
        public String toString() {
            return "Webhook[…]";
        }
    }

    /**
     * Reads a secret.
     *
     * @param endpoint where Slack stands in a local cloud; null for Slack itself, which a webhook
     *     must belong to then
     * @throws UnusableException when it does not say how to reach Slack
     */
    static SlackAccess read(String secret, @Nullable URI endpoint) {
        JsonNode document;
        try {
            document = Json.MAPPER.readTree(secret);
        } catch (JsonProcessingException invalid) {
            // Not as its cause: it may repeat a part of the secret.
            throw new UnusableException("the secret is not JSON");
        }
        String token = document.path("token").asText();
        String webhook = document.path("webhook").asText();
        if (!token.isEmpty()) {
            if (!Forms.TOKEN.matcher(token).matches()) {
                throw new UnusableException("the secret's `token` does not have the right form");
            }
            return new Token(token);
        }
        if (webhook.isEmpty()) {
            throw new UnusableException("the secret has neither a `token` nor a `webhook`");
        }
        if (!isOurs(webhook, endpoint)) {
            throw new UnusableException(
                    "the secret's `webhook` is no https address of hooks.slack.com");
        }
        return new Webhook(webhook);
    }

    private static boolean isOurs(String webhook, @Nullable URI endpoint) {
        URI url;
        try {
            url = URI.create(webhook);
        } catch (IllegalArgumentException invalid) {
            return false;
        }
        if (endpoint != null) {
            return endpoint.getScheme().equals(url.getScheme())
                    && endpoint.getAuthority().equals(url.getAuthority());
        }
        return "https".equals(url.getScheme()) && "hooks.slack.com".equals(url.getAuthority());
    }

    /** The secret does not say how to reach Slack. */
    final class UnusableException extends RuntimeException {
        UnusableException(String why) {
            super(why);
        }
    }

    /** An interface has no private fields. */
    final class Forms {
        /** Those that are rotated begin with {@code xoxe.xoxb-}. Nothing that ends a header. */
        private static final Pattern TOKEN = Pattern.compile("xox[a-z][.-][A-Za-z0-9._-]{1,500}");

        private Forms() {}
    }
}
