package dev.curfew.core.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.document.Schema;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request and the proof of who makes it; its schema is {@code signed-request.schema.json}. The
 * request travels as text, so that exactly its bytes are signed: Lambda writes an event's JSON anew
 * on its way, and two parsers may differ about it.
 */
record SignedRequest(JsonNode request, Proof proof) {

    static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    /** So far may the caller's clock be ahead. */
    static final Duration LONGEST_LEAD = Duration.ofMinutes(1);

    private static final Schema SCHEMA = Schema.named("signed-request");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern AUTHORIZATION =
            Pattern.compile(
                    "AWS4-HMAC-SHA256 Credential=(\\w{4,128})/([0-9]{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request,"
                            + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Pattern NONCE = Pattern.compile("[0-9a-f]{32}");
    private static final String HOW =
            "let the `curfew` command sign the request; `curfew issue --print-request` prints one";

    /** What became of reading an event. */
    sealed interface Read {
        record Valid(SignedRequest signed) implements Read {}

        record Invalid(Refusal refusal) implements Read {}
    }

    /** Reads an event as far as it can be judged without asking AWS. */
    static Read read(JsonNode event, Audience audience, Instant now) {
        if (!event.path("proof").isObject()) {
            return new Read.Invalid(
                    new Refusal(
                            "proof-missing",
                            "the request does not prove who makes it; nothing else in an event says so",
                            HOW));
        }
        List<Problem> problems = SCHEMA.check(event);
        if (!problems.isEmpty()) {
            boolean inProof =
                    problems.stream().allMatch(found -> found.path().startsWith("/proof"));
            return new Read.Invalid(
                    inProof
                            ? Refusal.of("proof-invalid", "the proof", problems)
                            : Refusal.of("request-invalid", "the request", problems));
        }
        return read(event.path("request").asText(), event.path("proof"), audience, now);
    }

    private static Read read(String text, JsonNode proof, Audience audience, Instant now) {
        JsonNode request;
        try {
            request = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException invalid) {
            return new Read.Invalid(
                    new Refusal(
                            "request-invalid",
                            "the request is not JSON: " + invalid.getOriginalMessage(),
                            "send one JSON object as text, each key once"));
        }
        Matcher authorization = AUTHORIZATION.matcher(proof.path("authorization").asText());
        Instant date = date(proof.path("date").asText());
        String token = proof.has("securityToken") ? proof.path("securityToken").asText() : null;
        String nonce = proof.path("nonce").asText();
        if (!authorization.matches()) {
            return invalid("its authorization is not an AWS4-HMAC-SHA256 signature");
        }
        if (date == null || !proof.path("date").asText().startsWith(authorization.group(2))) {
            return invalid("its date is not that of the signature, written as 20261125T010203Z");
        }
        if (!authorization.group(3).equals(audience.region())
                || !authorization.group(4).equals("sts")) {
            return invalid(
                    "it is signed for `"
                            + authorization.group(4)
                            + "` in `"
                            + authorization.group(3)
                            + "`, and must be for `sts` in `"
                            + audience.region()
                            + "`");
        }
        if (token != null && !TOKEN.matcher(token).matches()) {
            return invalid("its security token has characters that no token has");
        }
        if (!authorization.group(5).equals(Proof.signedHeaders(token != null))) {
            return invalid(
                    "its signature covers other headers than `"
                            + Proof.signedHeaders(token != null)
                            + "`");
        }
        if (!NONCE.matcher(nonce).matches()) {
            return invalid("its nonce is not 32 lower-case hexadecimal digits");
        }
        if (date.isBefore(now.minus(LONGEST_AGE)) || date.isAfter(now.plus(LONGEST_LEAD))) {
            return new Read.Invalid(expired(date, now));
        }
        String mark;
        try {
            mark = RequestMark.of(text, nonce, audience);
        } catch (CharacterCodingException halfACharacter) {
            return invalid("it is for a text that is not Unicode");
        }
        return new Read.Valid(
                new SignedRequest(
                        request,
                        new Proof(
                                authorization.group(1),
                                date,
                                token,
                                mark,
                                authorization.group(6))));
    }

    private static @Nullable Instant date(String text) {
        try {
            return DATE.parse(text, Instant::from);
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Read invalid(String why) {
        return new Read.Invalid(
                new Refusal("proof-invalid", "the proof does not hold: " + why, HOW));
    }

    private static Refusal expired(Instant date, Instant now) {
        return new Refusal(
                "proof-expired",
                "the proof was signed at `"
                        + date
                        + "` and it is `"
                        + now
                        + "` here; a proof holds for "
                        + LONGEST_AGE.toMinutes()
                        + " minutes",
                "sign the request anew, and set the clock of the machine that signs when it is wrong");
    }
}
