package dev.curfew.core.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who bore one name, and when a bearer of it was deleted, as far as events have told. Two
 * identities never bear a name at once, so the bearer at any time is the one made last before it.
 *
 * @param bearers each identity known to have been made with the name
 * @param deletions each time that a bearer of the name was deleted
 */
public record NameHistory(List<Bearer> bearers, List<Deletion> deletions) {

    /** An identity that was made with the name. */
    public record Bearer(String id, Instant since) {}

    /**
     * A bearer of the name was deleted.
     *
     * @param by who deleted it
     * @param event CloudTrail's id of the record that tells so
     */
    public record Deletion(Instant at, String by, String event) {}

    /** Who bore the name at a time. */
    public sealed interface Found {
        record One(String id) implements Found {}

        /** No identity is known to have been made with the name before that time. */
        record None() implements Found {}

        /**
         * An identity was made with the name in the very second, which is as fine as CloudTrail
         * tells time: it may be meant, or the one before it, which may not even be known.
         */
        record Ambiguous(List<String> ids) implements Found {
            public Ambiguous {
                ids = List.copyOf(ids);
            }
        }
    }

    public NameHistory {
        bearers =
                bearers.stream()
                        .sorted(Comparator.comparing(Bearer::since).thenComparing(Bearer::id))
                        .toList();
        deletions =
                deletions.stream()
                        .sorted(Comparator.comparing(Deletion::at).thenComparing(Deletion::event))
                        .distinct()
                        .toList();
    }

    /** Who bore the name when a call at that time named it. */
    public Found bearerAt(Instant time) {
        List<Bearer> before = bearers.stream().filter(each -> each.since().isBefore(time)).toList();
        List<Bearer> within = bearers.stream().filter(each -> each.since().equals(time)).toList();
        if (!within.isEmpty()) {
            return new Found.Ambiguous(
                    Stream.concat(
                                    before.stream().skip(Math.max(0, before.size() - 1L)),
                                    within.stream())
                            .map(Bearer::id)
                            .toList());
        }
        return before.isEmpty() ? new Found.None() : new Found.One(before.getLast().id());
    }
}
