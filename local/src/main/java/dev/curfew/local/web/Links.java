package dev.curfew.local.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tickets that let a person in, each once and for an hour. Whoever has the key makes them, also in
 * another process than the one that takes them.
 */
public final class Links {
    public static final Duration GOOD_FOR = Duration.ofHours(1);

    private static final int NONCE = 16;
    private static final int SIGNED = NONCE + Long.BYTES;

    private final byte[] key;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> used = new HashMap<>();

    /**
     * @param key at least 16 bytes that nobody can guess
     */
    public Links(String key, Clock clock) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        if (this.key.length < 16) {
            throw new IllegalArgumentException("the key is too short to be kept from guessing");
        }
        this.clock = clock;
    }

    /** A key that nobody can guess. */
    public static String newKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return encode(bytes);
    }

    public String ticket() {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] signed =
                ByteBuffer.allocate(SIGNED)
                        .put(nonce)
                        .putLong(clock.instant().plus(GOOD_FOR).getEpochSecond())
                        .array();
        byte[] mac = mac(signed);
        return encode(ByteBuffer.allocate(SIGNED + mac.length).put(signed).put(mac).array());
    }

    /** Whether that ticket lets in now; it does not again. */
    public synchronized boolean take(String ticket) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(ticket);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (bytes.length <= SIGNED) {
            return false;
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED);
        byte[] mac = Arrays.copyOfRange(bytes, SIGNED, bytes.length);
        if (!MessageDigest.isEqual(mac, mac(signed))) {
            return false; // before anything in it is read
        }
        Instant now = clock.instant();
        Instant end = Instant.ofEpochSecond(ByteBuffer.wrap(signed).getLong(NONCE));
        if (!end.isAfter(now)) {
            return false;
        }
        used.values().removeIf(past -> !past.isAfter(now));
        // By what was signed, not by how it was spelled: base64 spells some bytes in two ways.
        return used.putIfAbsent(encode(signed), end) == null;
    }

    private byte[] mac(byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
