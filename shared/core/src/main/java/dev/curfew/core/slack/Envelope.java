package dev.curfew.core.slack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes a text so that only who has Slack's signing secret can read it or have written it: what
 * the slack function sends itself passes through a queue, and others may invoke functions too.
 * AES-256-GCM under a key that is made from the secret for this purpose alone.
 */
public final class Envelope {

    private static final String PURPOSE = "curfew: a press on its way, 1";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private Envelope() {}

    /**
     * Closes a text.
     *
     * @param random fit for secrets
     */
    public static String seal(String text, String secret, RandomGenerator random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] closed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, secret)
                            .doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(nonce.length + closed.length)
                                    .put(nonce)
                                    .put(closed)
                                    .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this machine cannot encrypt", impossible);
        }
    }

    /**
     * The text that was sealed.
     *
     * @throws IllegalArgumentException when it was not sealed with this secret, or was changed
     */
    public static String open(String sealed, String secret) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("it is too short to have been sealed");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(bytes).get(nonce);
        try {
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, nonce, secret)
                            .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException forged) {
            throw new IllegalArgumentException(
                    "it was not sealed with Slack's signing secret, or was changed since", forged);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this machine cannot decrypt", impossible);
        }
    }

    private static Cipher cipher(int mode, byte[] nonce, String secret)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] key = mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
