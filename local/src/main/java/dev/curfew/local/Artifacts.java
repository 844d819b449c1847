package dev.curfew.local;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bucket of the local cloud from which CloudFormation takes code and templates, as it does from
 * the one that SAM keeps. What is put there is named by its hash, so that it changes when its
 * content does and only then.
 */
final class Artifacts implements AutoCloseable {

    static final String BUCKET = "curfew-artifacts";

    private final S3Client s3;

    Artifacts(LocalCloud cloud) {
        this.s3 = cloud.client(S3Client.builder().forcePathStyle(true));
    }

    /**
     * Puts it there unless it is there.
     *
     * @return its key in the bucket
     */
    String put(String prefix, String suffix, byte[] content) {
        String key = prefix + sha256(content) + suffix;
        if (s3.listBuckets().buckets().stream().noneMatch(each -> each.name().equals(BUCKET))) {
            s3.createBucket(request -> request.bucket(BUCKET));
        }
        if (s3.listObjectsV2(request -> request.bucket(BUCKET).prefix(key)).keyCount() == 0) {
            s3.putObject(
                    request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
        }
        return key;
    }

    @Override
    public void close() {
        s3.close();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
