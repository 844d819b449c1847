package dev.curfew.core.journal;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A notary for tests, who signs with the secret that it is given. */
public class SecretNotary implements Notary {

    private static final String ALGORITHM = "HmacSHA256";

    private final String secret;

    public SecretNotary(String secret) {
        this.secret = secret;
    }

    @Override
    public String sign(byte[] digest) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(digest));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean attests(byte[] digest, String signature) {
        return sign(digest).equals(signature);
    }
}
