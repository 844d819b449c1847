package dev.curfew.core.caller;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signature over a GetCallerIdentity request, and the few parts of that request which the caller
 * chose. Host, path, method, action, body and the names of the headers are fixed, so a proof cannot
 * even say others.
 *
 * @param date when it was signed, to the second
 * @param securityToken of temporary credentials; null for an access key's
 * @param mark the value of {@link RequestMark#HEADER}
 * @param signature 64 hexadecimal digits
 */
public record Proof(
        String accessKeyId,
        Instant date,
        @Nullable String securityToken,
        String mark,
        String signature) {

    /**
     * The headers that a signature covers, as SigV4 lists them.
     *
     * @param withToken whether the credentials are temporary
     */
    public static String signedHeaders(boolean withToken) {
        return "content-type;host;x-amz-content-sha256;x-amz-date;"
                + (withToken ? "x-amz-security-token;" : "")
                + RequestMark.HEADER;
    }

    /** Names the proof without giving it away. */
    String hash() {
        return RequestMark.sha256(ByteBuffer.wrap(signature.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Shows neither the signature nor the token: whoever has them may use them for minutes. */
    @Override
    public String toString() {
        return "Proof[" + accessKeyId + " at " + date + "]";
    }
}
