package dev.curfew.core.identity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who bore one name, and when a bearer of it was deleted or got another name, as far as events have
 * told. Two identities never bear a name at once, so the bearer at any time is the one that got it
 * last before.
 *
 * @param bearers each identity known to have been made with the name
 * @param arrivals each time that an identity was renamed to it
 * @param departures each time that its bearer was given another name
 * @param deletions each time that a bearer of the name was deleted
 */
public record NameHistory(
        List<Bearer> bearers,
        List<Rename> arrivals,
        List<Rename> departures,
        List<Deletion> deletions) {

    /** How an identity came to a name. */
    public sealed interface Start {
        Instant since();
    }

    /** An identity that was made with the name. */
    public record Bearer(String id, Instant since) implements Start {}

    /**
     * An identity was given another name. The event does not say which; whoever bore {@code from}
     * then.
     *
     * @param by who renamed it
     * @param event CloudTrail's id of the record that tells so
     */
    public record Rename(String from, String to, Instant at, String by, String event)
            implements Start {
        @Override
        public Instant since() {
            return at;
        }
    }

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

        /** No identity is known to have borne the name at that time. */
        record None() implements Found {}

        /**
         * An identity got the name in the very second, which is as fine as CloudTrail tells time:
         * it may be meant, or the one before it, which may not even be known.
         */
        record Ambiguous(List<String> ids) implements Found {
            public Ambiguous {
                ids = List.copyOf(ids);
            }
        }
    }

    private static final Comparator<Rename> BY_TIME =
            Comparator.comparing(Rename::at).thenComparing(Rename::event);

    public NameHistory {
        bearers =
                bearers.stream()
                        .sorted(Comparator.comparing(Bearer::since).thenComparing(Bearer::id))
                        .toList();
        arrivals = arrivals.stream().sorted(BY_TIME).distinct().toList();
        departures = departures.stream().sorted(BY_TIME).distinct().toList();
        deletions =
                deletions.stream()
                        .sorted(Comparator.comparing(Deletion::at).thenComparing(Deletion::event))
                        .distinct()
                        .toList();
    }

    /**
     * How those came to the name who may be meant when a call at that time named it: one, none when
     * it is not known, or several when somebody came to it within that very second.
     */
    List<Start> startsAt(Instant time) {
        Optional<Start> before =
                starts().filter(each -> each.since().isBefore(time))
                        .max(Comparator.comparing(Start::since))
                        .filter(start -> !hasEnded(start, time));
        return Stream.concat(before.stream(), starts().filter(each -> each.since().equals(time)))
                .toList();
    }

    private Stream<Start> starts() {
        return Stream.concat(bearers.stream(), arrivals.stream());
    }

    /** What ended within the second in which it began may have been the one before. */
    private boolean hasEnded(Start start, Instant time) {
        return Stream.concat(
                        departures.stream().map(Rename::at), deletions.stream().map(Deletion::at))
                .anyMatch(end -> end.isAfter(start.since()) && end.isBefore(time));
    }
}
