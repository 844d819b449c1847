package dev.curfew.core.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack's signature of what it sends, version {@code v0}. See
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @param timestamp second of the epoch, as Slack's header has it
 * @param text {@code v0=} and 64 hexadecimal digits, as Slack's header has it
 */
public record Signature(String timestamp, String text) {

    /** So far may Slack's clock and ours be apart, either way. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,11}");
    private static final Pattern TEXT = Pattern.compile("v0=[0-9a-f]{64}");
    private static final String ALGORITHM = "HmacSHA256";

    /** Whether its parts have the form that Slack gives them. */
    public boolean isWellFormed() {
        return TIMESTAMP.matcher(timestamp).matches() && TEXT.matcher(text).matches();
    }

    /** Whether it was made about now; it must be well-formed. */
    public boolean isRecent(Instant now) {
        Instant made = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(made, now).abs().compareTo(WINDOW) <= 0;
    }

    /** Whether it is Slack's signature of these very bytes. Takes as long for any that is not. */
    public boolean isOf(byte[] body, String secret) {
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected(body, secret), given);
    }

    private byte[] expected(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return ("v0=" + HexFormat.of().formatHex(mac.doFinal(body)))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this machine has no " + ALGORITHM, impossible);
        }
    }

    /** Stands for it where it must not be kept. */
    public String hash() {
        try {
            byte[] bytes = (timestamp + ":" + text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
