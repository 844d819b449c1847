package dev.curfew.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.slack.SigningSecret;
import java.util.function.Supplier;

/** The {@code signingSecret} in the JSON of a secret. */
public final class SlackSigningSecret implements SigningSecret {

    /** Slack's have 32 hexadecimal digits; a short one could be guessed. */
    private static final int SHORTEST = 16;

    private final Supplier<String> secret;

    /**
     * From a secret.
     *
     * @param secret reads the secret's text
     */
    public SlackSigningSecret(Supplier<String> secret) {
        this.secret = secret;
    }

    @Override
    public String value() {
        JsonNode document;
        try {
            document = Json.MAPPER.readTree(secret.get());
        } catch (JsonProcessingException invalid) {
            // Not as its cause: it may repeat a part of the secret.
            throw new IllegalStateException("the secret is not JSON");
        }
        String value = document.path("signingSecret").asText();
        if (value.length() < SHORTEST) {
            throw new IllegalStateException(
                    "the secret's `signingSecret` is missing, or shorter than Slack's are");
        }
        return value;
    }
}
