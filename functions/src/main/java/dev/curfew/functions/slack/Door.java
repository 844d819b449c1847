package dev.curfew.functions.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.UsedProofs;
import dev.curfew.core.slack.Press;
import dev.curfew.core.slack.ReplyAddress;
import dev.curfew.core.slack.Signature;
import dev.curfew.core.slack.SigningSecret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/**
 * Lets through what Slack has signed, once. Anybody may send to it: until the signature is found to
 * be Slack's, nothing is read but the sizes and headers that are needed to find that out.
 */
final class Door {

    /** Slack's messages have 50 blocks at most, and a press brings its message along. */
    static final int LONGEST_BODY = 256 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FIELD = "payload=";
    private static final Duration REMEMBERED = Signature.WINDOW.multipliedBy(3);

    private final SigningSecret secret;
    private final UsedProofs used;
    private final ReplyAddress.Rule addresses;

    Door(SigningSecret secret, UsedProofs used, ReplyAddress.Rule addresses) {
        this.secret = secret;
        this.used = used;
        this.addresses = addresses;
    }

    /** What became of a request. */
    sealed interface Passage {
        record Open(Press press) implements Passage {}

        record Shut(int status, String code, String message, String help) implements Passage {}
    }

    /**
     * Looks at a request as a function URL brings it.
     *
     * @throws RuntimeException when the secret or the table of callbacks cannot be reached
     */
    Passage pass(JsonNode event, Instant now) {
        if (!event.at("/requestContext/http/method").asText().equals("POST")) {
            return shut(405, "method-invalid", "only POST is taken", "let Slack send it");
        }
        String text = event.path("body").asText();
        // In Base64 three bytes take four characters.
        if (text.length() > LONGEST_BODY / 3 * 4 + 4) {
            return tooLong();
        }
        byte[] body;
        try {
            body =
                    event.path("isBase64Encoded").asBoolean()
                            ? Base64.getDecoder().decode(text)
                            : text.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return shut(400, "body-invalid", "the body is not Base64", "let Slack send it");
        }
        if (body.length > LONGEST_BODY) {
            return tooLong();
        }
        JsonNode headers = event.path("headers");
        String type = headers.path("content-type").asText().split(";", 2)[0].strip();
        if (!type.toLowerCase(Locale.ROOT).equals(FORM)) {
            return shut(415, "type-invalid", "only " + FORM + " is taken", "let Slack send it");
        }
        Signature signature =
                new Signature(
                        headers.path("x-slack-request-timestamp").asText(),
                        headers.path("x-slack-signature").asText());
        if (!signature.isWellFormed()) {
            return unsigned("it has no signature of Slack's");
        }
        if (!signature.isRecent(now)) {
            return unsigned("it was not signed within the last five minutes");
        }
        if (!signature.isOf(body, secret.value())) {
            return unsigned("its signature is not Slack's");
        }
        if (!used.firstUse(signature.hash(), now.plus(REMEMBERED))) {
            return unsigned("it was taken before");
        }
        return read(signature, new String(body, StandardCharsets.UTF_8));
    }

    private Passage read(Signature signature, String form) {
        if (!form.startsWith(FIELD) || form.indexOf('&') >= 0) {
            return invalid("the body is not one field `payload`");
        }
        String payload;
        try {
            payload = URLDecoder.decode(form.substring(FIELD.length()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return invalid("the body is not URL-encoded");
        }
        return switch (Press.read(signature.hash(), payload, addresses)) {
            case Press.Read.Valid(Press press) -> new Passage.Open(press);
            case Press.Read.Invalid(String why) -> invalid(why);
        };
    }

    private static Passage tooLong() {
        return shut(413, "body-too-long", "the body is longer than 256 KB", "send less");
    }

    private static Passage unsigned(String why) {
        return shut(
                401,
                "not-from-slack",
                "the request is not taken: " + why,
                "let Slack send it, with the app whose signing secret Curfew was given");
    }

    private static Passage invalid(String why) {
        return shut(400, "callback-invalid", why, "let only Curfew's buttons send here");
    }

    private static Passage shut(int status, String code, String message, String help) {
        return new Passage.Shut(status, code, message, help);
    }
}
