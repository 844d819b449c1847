package dev.curfew.aws;

import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.PlanDocument;
import dev.curfew.core.lifecycle.Plans;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Plans in an S3 bucket, one object each: {@code plans/RUN.json}. */
public final class S3Plans implements Plans {

    private static final String PREFIX = "plans/";
    private static final String SUFFIX = ".json";

    /** A plan of that run is there already. */
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;

    public S3Plans(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void keep(Plan plan) {
        try {
            s3.putObject(
                    put ->
                            put.bucket(bucket)
                                    .key(key(plan.run()))
                                    .contentType("application/json")
                                    .ifNoneMatch("*"),
                    RequestBody.fromString(
                            PlanDocument.write(plan).toPrettyString(), StandardCharsets.UTF_8));
        } catch (S3Exception refused) {
            if (refused.statusCode() != PRECONDITION_FAILED) {
                throw refused;
            }
        }
    }

    @Override
    public Optional<Plan> find(String run) {
        return read(key(run));
    }

    @Override
    public Optional<Plan> last() {
        // Runs are named by their time, and S3 lists names in order.
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(PREFIX))
                .contents()
                .stream()
                .map(S3Object::key)
                .reduce((before, after) -> after)
                .flatMap(this::read);
    }

    private Optional<Plan> read(String key) {
        try {
            return Optional.of(
                    PlanDocument.read(
                            Json.read(
                                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key))
                                            .asString(StandardCharsets.UTF_8))));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        }
    }

    private static String key(String run) {
        return PREFIX + run + SUFFIX;
    }
}
