package dev.curfew.cli.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;

/** Asks a {@code serve} for its lease. */
public final class Asker {

    private static final Duration CONNECTING = Duration.ofSeconds(2);

    /** As long as issuing may take. */
    private static final Duration ANSWERING = Duration.ofSeconds(90);

    private static final int LONGEST = 64 * 1024;

    private Asker() {}

    /** The credential in the form of a credential_process; throws {@link Refused}. */
    public static ObjectNode credential(Meeting.Server server) {
        try {
            // Not java.net.http: it takes three times as long to load.
            HttpURLConnection connection =
                    (HttpURLConnection) server.address().toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(Math.toIntExact(CONNECTING.toMillis()));
            connection.setReadTimeout(Math.toIntExact(ANSWERING.toMillis()));
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Authorization", server.token());
            boolean granted = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body =
                    granted ? connection.getInputStream() : connection.getErrorStream()) {
                JsonNode answer = Json.MAPPER.readTree(body.readNBytes(LONGEST));
                return granted ? credential(answer) : refused(answer);
            }
        } catch (JsonProcessingException notJson) {
            throw unanswered(notJson);
        } catch (IOException failure) {
            throw unanswered(failure);
        }
    }

    private static ObjectNode credential(JsonNode answer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Version", 1)
                .put("AccessKeyId", answer.path("AccessKeyId").asText())
                .put("SecretAccessKey", answer.path("SecretAccessKey").asText())
                .put("SessionToken", answer.path("Token").asText())
                .put("Expiration", answer.path("Expiration").asText());
    }

    private static ObjectNode refused(JsonNode answer) {
        String code = answer.path("code").asText();
        String message = answer.path("message").asText();
        if (code.equals("no-answer") || code.equals("closed")) {
            throw new Trouble(message, "look at what ./curfew serve says");
        }
        throw new Refused(new Refusal(code, message, "look at what ./curfew serve says"));
    }

    private static Trouble unanswered(IOException failure) {
        return new Trouble(
                "the ./curfew serve that runs for this did not answer",
                "look at it, and start it anew if it hangs",
                failure);
    }
}
