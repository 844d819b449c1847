package dev.curfew.aws;

import dev.curfew.core.journal.Notary;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/**
 * Signs with a KMS key for HMACs. See
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html
 */
public final class KmsNotary implements Notary {

    private static final MacAlgorithmSpec ALGORITHM = MacAlgorithmSpec.HMAC_SHA_256;
    private static final int LENGTH = 32;

    private final KmsClient kms;
    private final String key;

    public KmsNotary(KmsClient kms, String key) {
        this.kms = kms;
        this.key = key;
    }

    @Override
    public String sign(byte[] digest) {
        SdkBytes mac =
                kms.generateMac(ask ->
                                ask.keyId(key)
                                        .macAlgorithm(ALGORITHM)
                                        .message(SdkBytes.fromByteArray(digest)))
                        .mac();
        return Base64.getEncoder().encodeToString(mac.asByteArray());
    }

    @Override
    public boolean attests(byte[] digest, String signature) {
        byte[] mac;
        try {
            mac = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        if (mac.length != LENGTH) {
            return false;
        }
        try {
            return kms.verifyMac(ask ->
                            ask.keyId(key)
                                    .macAlgorithm(ALGORITHM)
                                    .message(SdkBytes.fromByteArray(digest))
                                    .mac(SdkBytes.fromByteArray(mac)))
                    .macValid();
        } catch (KmsInvalidMacException anothers) {
            return false;
        }
    }
}
