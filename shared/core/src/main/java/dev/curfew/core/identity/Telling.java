package dev.curfew.core.identity;

import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What told of a change, as the journal keeps it.
 *
 * @param at when it happened, according to CloudTrail
 * @param by who did it
 * @param event CloudTrail's id of the record
 * @param now when Curfew heard of it
 */
public record Telling(Instant at, String by, String event, Instant now) {

    static Telling of(IamEvent event, Instant now) {
        return new Telling(event.at(), event.by(), event.eventId(), now);
    }

    static Telling of(NameHistory.Rename rename, Instant now) {
        return new Telling(rename.at(), rename.by(), rename.event(), now);
    }

    static Telling of(NameHistory.Deletion deletion, Instant now) {
        return new Telling(deletion.at(), deletion.by(), deletion.event(), now);
    }

    /** The entry of the change that made {@code after} out of {@code before}. */
    public Entry entry(@Nullable Identity before, Identity after) {
        Map<String, String> detail = shown(after);
        detail.put("event", event);
        detail.put("heard", now.toString());
        return after.journal().next(after.id(), at, what(before, after), by, detail);
    }

    /**
     * The entry of a step that a part of Curfew, or a person through it, has taken.
     *
     * @param more what else there is to say, such as the reason or the sweep's run
     */
    public static Entry step(
            Identity after, Instant at, String what, String by, Map<String, String> more) {
        Map<String, String> detail = shown(after);
        detail.putAll(more);
        return after.journal().next(after.id(), at, what, by, detail);
    }

    private static Map<String, String> shown(Identity after) {
        Map<String, String> detail = new TreeMap<>();
        detail.put("kind", after.kind().name());
        detail.put("status", after.status().name());
        put(detail, "name", after.name());
        put(detail, "arn", after.arn());
        put(detail, "user", after.user());
        put(detail, "service", after.service());
        return detail;
    }

    private static String what(@Nullable Identity before, Identity after) {
        if (before == null) {
            return after.created() == null ? status(after.status()) : "created";
        }
        if (!before.isMakerKnown() && after.isMakerKnown()) {
            // Its creation is heard of only now.
            return "completed";
        }
        return before.status() == after.status() && before.statusAt().equals(after.statusAt())
                ? "changed"
                : status(after.status());
    }

    private static String status(IdentityStatus status) {
        return switch (status) {
            case ACTIVE -> "switched-on";
            case INACTIVE -> "switched-off";
            case QUARANTINED -> "quarantined";
            case DELETED -> "deleted";
        };
    }

    private static void put(Map<String, String> detail, String name, @Nullable String value) {
        if (value != null) {
            detail.put(name, value);
        }
    }
}
