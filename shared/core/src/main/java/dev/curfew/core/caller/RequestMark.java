package dev.curfew.core.caller;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What ties a signed GetCallerIdentity request to one request here: the value of the header {@code
 * x-curfew-request}, which the signature covers. A signature made for anything else, such as
 * another product that proves callers in the same way, does not carry it.
 */
public final class RequestMark {

    public static final String HEADER = "x-curfew-request";

    private RequestMark() {}

    /**
     * The header's value.
     *
     * @param request the request's text, of which every byte counts
     * @param nonce makes two equal requests two
     * @throws CharacterCodingException when the text has half a surrogate pair: several such texts
     *     would share one hash
     */
    public static String of(String request, String nonce, Audience audience)
            throws CharacterCodingException {
        ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(request));
        return "v1 sha256=" + sha256(bytes) + " nonce=" + nonce + " audience=" + audience;
    }

    static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
