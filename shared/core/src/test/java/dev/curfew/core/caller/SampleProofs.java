package dev.curfew.core.caller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.CallerVerifier.Verdict;
import dev.curfew.core.document.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proofs and callers for tests. What is signed is not checked: a fake verifier says whose it is.
 */
public final class SampleProofs {

    public static final String ACCOUNT = "123456789012";
    public static final Audience AUDIENCE = new Audience("curfew", ACCOUNT, "us-east-1");
    public static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLETOKEN/+==";

    /** The session {@code job-7} of the role {@code ci}. */
    public static final Caller CI =
            new Caller(
                    ACCOUNT,
                    "arn:aws:sts::123456789012:assumed-role/ci/job-7",
                    "AROACI00000000000001",
                    "job-7",
                    "arn:aws:iam::123456789012:role/build/ci");

    private SampleProofs() {}

    /** An event with a proof of the form that the command makes. */
    public static ObjectNode event(String request, Instant signedAt) {
        String date =
                DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                        .withZone(ZoneOffset.UTC)
                        .format(signedAt);
        ObjectNode event = Json.MAPPER.createObjectNode().put("request", request);
        event.putObject("proof")
                .put(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=ASIACI00000000000001/"
                                + date.substring(0, 8)
                                + "/us-east-1/sts/aws4_request, SignedHeaders="
                                + Proof.signedHeaders(true)
                                + ", Signature="
                                + RequestMark.sha256(
                                        ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8))))
                .put("date", date)
                .put("securityToken", TOKEN)
                .put("nonce", "00112233445566778899aabbccddeeff");
        return event;
    }

    /** Callers whom the verdict names, with nothing used before and nobody disabled. */
    public static Callers callers(CallerVerifier verifier) {
        return new Callers(
                AUDIENCE,
                verifier,
                new InMemoryUsedProofs(),
                (name, id) ->
                        name.equals("ci") && id.equals(CI.id())
                                ? Optional.of(CI.principal())
                                : Optional.empty(),
                ids -> Map.of());
    }

    /** What STS says of {@link #CI}. */
    public static Verdict confirmed(Caller caller) {
        String session = caller.session();
        return new Verdict.Confirmed(
                caller.account(),
                caller.arn(),
                session == null ? caller.id() : caller.id() + ":" + session);
    }

    /** Remembers proofs for a test. */
    public static final class InMemoryUsedProofs implements UsedProofs {

        private final Set<String> hashes = new HashSet<>();
        private final Map<String, Instant> kept = new HashMap<>();

        @Override
        public boolean firstUse(String hash, Instant keepUntil) {
            kept.put(hash, keepUntil);
            return hashes.add(hash);
        }

        /** Each hash with the time until which it is kept. */
        public Map<String, Instant> kept() {
            return kept;
        }
    }
}
