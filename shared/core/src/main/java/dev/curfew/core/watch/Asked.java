package dev.curfew.core.watch;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a denied call would have needed.
 *
 * @param resource null when the record does not tell it
 */
record Asked(String action, @Nullable String resource) {

    /**
     * How AWS words a refusal. See
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
     */
    private static final Pattern REFUSAL =
            Pattern.compile(
                    "not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9]+)(?: on resource: \"?([^\\s\"]+))?");

    /** S3 also refuses without a reason, and its calls are not called as its actions are. */
    private static final Map<String, String> S3 =
            Map.ofEntries(
                    Map.entry("GetObject", "s3:GetObject"),
                    Map.entry("HeadObject", "s3:GetObject"),
                    Map.entry("PutObject", "s3:PutObject"),
                    Map.entry("CreateMultipartUpload", "s3:PutObject"),
                    Map.entry("UploadPart", "s3:PutObject"),
                    Map.entry("DeleteObject", "s3:DeleteObject"),
                    Map.entry("DeleteObjects", "s3:DeleteObject"),
                    Map.entry("ListObjects", "s3:ListBucket"),
                    Map.entry("ListObjectsV2", "s3:ListBucket"),
                    Map.entry("HeadBucket", "s3:ListBucket"),
                    Map.entry("ListBuckets", "s3:ListAllMyBuckets"));

    /** Empty when the record does not tell the action: then nothing can be said about it. */
    static Optional<Asked> of(Call call) {
        Call.Failure failure = call.failure();
        if (failure == null) {
            return Optional.empty();
        }
        Matcher refusal = REFUSAL.matcher(failure.message());
        if (refusal.find()) {
            String resource = refusal.group(2);
            return Optional.of(
                    new Asked(
                            refusal.group(1),
                            resource == null || !resource.startsWith("arn:") ? null : resource));
        }
        String action = call.service().equals("s3.amazonaws.com") ? S3.get(call.name()) : null;
        return action == null ? Optional.empty() : Optional.of(new Asked(action, null));
    }
}
