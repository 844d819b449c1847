package dev.curfew.aws;

import dev.curfew.core.sweep.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The workspace of the sweep in an S3 bucket, under {@code runs/RUN/}. */
public final class S3Workspace implements Workspace {

    private final S3Client s3;
    private final String bucket;

    public S3Workspace(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void put(String run, String name, String text) {
        s3.putObject(
                put -> put.bucket(bucket).key(key(run, name)).contentType("application/json"),
                RequestBody.fromString(text, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> get(String run, String name) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key(run, name)))
                            .asString(StandardCharsets.UTF_8));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        }
    }

    private static String key(String run, String name) {
        return "runs/" + run + "/" + name;
    }
}
