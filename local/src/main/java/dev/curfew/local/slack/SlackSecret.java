package dev.curfew.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.local.web.Links;

/**
 * What an app of Slack's has to keep to itself.
 *
 * @param token with which it calls the Web API
 * @param signingSecret with which what Slack sends to it is signed
 */
public record SlackSecret(String token, String signingSecret) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public SlackSecret {
        if (token.isBlank() || signingSecret.isBlank()) {
            throw new IllegalArgumentException("token and signing secret are both needed");
        }
    }

    /** One that nobody can guess, good for a page on this machine alone. */
    public static SlackSecret random() {
        return new SlackSecret("xoxb-local-" + Links.newKey(), Links.newKey());
    }

    /** Reads what {@link #json} wrote. */
    public static SlackSecret parse(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return new SlackSecret(
                    tree.path("token").asText(), tree.path("signingSecret").asText());
        } catch (JsonProcessingException e) {
            // Not as the cause: it quotes what it could not read.
            throw new IllegalArgumentException("not JSON");
        }
    }

    /** As it stands in Secrets Manager. */
    public String json() {
        return JSON.createObjectNode()
                .put("token", token)
                .put("signingSecret", signingSecret)
                .toString();
    }

    @Override
    public String toString() {
        return "SlackSecret[...]";
    }
}
