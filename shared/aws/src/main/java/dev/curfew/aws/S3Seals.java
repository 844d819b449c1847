package dev.curfew.aws;

import dev.curfew.core.journal.Seal;
import dev.curfew.core.journal.Seals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Seals in a versioned S3 bucket: two objects a seal. What was overwritten or deleted since is read
 * in its first version.
 */
public final class S3Seals implements Seals {

    private static final String PREFIX = "heads/";
    private static final String DOCUMENT = ".jsonl";
    private static final String SIGNATURE = ".mac.json";

    private final S3Client s3;
    private final String bucket;

    public S3Seals(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void keep(Seal.Document document, Seal.Signature signature) {
        put(document.name() + DOCUMENT, "application/x-ndjson", document.text());
        put(document.name() + SIGNATURE, "application/json", signature.text());
    }

    private void put(String key, String type, String text) {
        s3.putObject(
                put -> put.bucket(bucket).key(key).contentType(type).ifNoneMatch("*"),
                RequestBody.fromString(text, StandardCharsets.UTF_8));
    }

    @Override
    public Stream<Kept> all() {
        Map<String, List<ObjectVersion>> versions = new TreeMap<>();
        Set<String> deleted = new TreeSet<>();
        s3.listObjectVersionsPaginator(list -> list.bucket(bucket).prefix(PREFIX)).stream()
                .forEach(page -> {
                    for (ObjectVersion version : page.versions()) {
                        versions.computeIfAbsent(version.key(), key -> new ArrayList<>())
                                .add(version);
                    }
                    page.deleteMarkers().stream().map(DeleteMarkerEntry::key).forEach(deleted::add);
                });
        return versions.keySet().stream()
                .filter(key -> key.endsWith(DOCUMENT))
                .map(key -> key.substring(0, key.length() - DOCUMENT.length()))
                .map(name -> kept(name, versions, deleted));
    }

    private Kept kept(String name, Map<String, List<ObjectVersion>> versions, Set<String> deleted) {
        String signature = first(versions.get(name + SIGNATURE));
        boolean touched =
                Stream.of(name + DOCUMENT, name + SIGNATURE)
                        .anyMatch(key ->
                                deleted.contains(key)
                                        || versions.getOrDefault(key, List.of()).size() > 1);
        return new Kept(
                new Seal.Document(name, String.valueOf(first(versions.get(name + DOCUMENT)))),
                signature == null ? null : new Seal.Signature(signature),
                touched);
    }

    /** The text of the oldest version; S3 lists the newest first. */
    private @Nullable String first(@Nullable List<ObjectVersion> versions) {
        if (versions == null) {
            return null;
        }
        ObjectVersion oldest = versions.getLast();
        byte[] bytes =
                s3.getObjectAsBytes(get ->
                                get.bucket(bucket).key(oldest.key()).versionId(oldest.versionId()))
                        .asByteArray();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
