package dev.curfew.local;

import java.net.URI;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Where deployments put what a request is too small for, as {@code sam deploy} does on AWS. */
final class DeploymentBucket {
    static final String NAME = "curfew-artifacts";

    private DeploymentBucket() {}

    /** Puts an object under a name that its content alone decides, once, and answers its address. */
    static URI put(LocalCloud cloud, String key, byte[] content) {
        try (S3Client s3 = cloud.client(S3Client.builder().forcePathStyle(true))) {
            if (s3.listBuckets().buckets().stream()
                    .noneMatch(bucket -> bucket.name().equals(NAME))) {
                s3.createBucket(request -> request.bucket(NAME));
            }
            if (s3.listObjectsV2(request -> request.bucket(NAME).prefix(key)).keyCount() == 0) {
                s3.putObject(
                        request -> request.bucket(NAME).key(key), RequestBody.fromBytes(content));
            }
        }
        return cloud.endpoint().resolve("/" + NAME + "/" + key);
    }
}
