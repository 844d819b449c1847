package dev.curfew.core.journal;

import dev.curfew.core.journal.Flaw.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What one subject's journal is found to be.
 *
 * @param entries all there are, by number
 * @param flaws what does not hold; none when all does
 * @param vouchedSince the first seal that holds this journal; null when none does
 */
public record Verdict(
        String subject, List<Entry> entries, List<Flaw> flaws, @Nullable Instant vouchedSince) {

    /**
     * DynamoDB cleans a lease's item up 90 days after its session's end, which its last entry may
     * follow by the little that {@code expire} was late. Its entries are never cleaned up.
     */
    private static final Duration LEASE_ITEMS_STAY = Duration.ofDays(80);

    private static final int MOVES_TRIED = 1000;

    public Verdict {
        entries = List.copyOf(entries);
        flaws = List.copyOf(flaws);
    }

    public boolean holds() {
        return flaws.isEmpty();
    }

    /** Whether anything at all is known of the subject. */
    public boolean isKnown() {
        return !entries.isEmpty() || !flaws.isEmpty();
    }

    /**
     * Judges one journal.
     *
     * @param item where it stands according to the subject's item; null when there is no item
     * @param entries those there are, by number
     * @param sealed where it stood at each seal that holds it, the oldest first; a seal that tells
     *     nothing new may be left out
     */
    static Verdict of(
            String subject,
            @Nullable Chain item,
            List<Entry> entries,
            Map<Chain, Instant> sealed,
            Instant now) {
        Map<Chain, Instant> told = new LinkedHashMap<>(sealed);
        told.keySet().removeIf(chain -> chain.count() == 0);
        Judge judge = new Judge(subject, entries);
        judge.eachEntry();
        judge.gaps();
        judge.links();
        if (item == null) {
            judge.withoutItem(told, now);
        } else {
            judge.againstItem(item);
        }
        judge.againstSeals(item, told);
        return new Verdict(
                subject,
                entries,
                judge.flaws,
                told.values().stream().min(Instant::compareTo).orElse(null));
    }

    private static final class Judge {

        private final String subject;
        private final NavigableMap<Long, Entry> entries = new TreeMap<>();
        private final List<Flaw> flaws = new ArrayList<>();

        /** The number of the last entry; 0 when there is none. */
        private final long last;

        Judge(String subject, List<Entry> entries) {
            this.subject = subject;
            entries.forEach(entry -> this.entries.put(entry.number(), entry));
            this.last = entries.isEmpty() ? 0 : Math.max(0, this.entries.lastKey());
        }

        void eachEntry() {
            for (Entry entry : entries.values()) {
                if (entry.number() < 1) {
                    found(
                            Kind.ADDED,
                            "entry " + entry.number() + " was added: the first is entry 1");
                } else if (!entry.isIntact()) {
                    notIntact(entry);
                }
            }
        }

        private void notIntact(Entry entry) {
            // Whoever tampers chooses the numbers too; they must not choose how long this takes.
            LongStream.rangeClosed(1, Math.min(entries.size() + 1L, MOVES_TRIED))
                    .filter(number -> entry.numbered(number).isIntact())
                    .findFirst()
                    .ifPresentOrElse(
                            number ->
                                    found(
                                            Kind.REORDERED,
                                            "entry %d was moved: it was written as entry %d"
                                                    .formatted(entry.number(), number)),
                            () ->
                                    found(
                                            Kind.CHANGED,
                                            "entry %d was changed: its hash is not that of what it says"
                                                    .formatted(entry.number())));
        }

        void gaps() {
            long expected = 1;
            for (long number : entries.tailMap(1L).keySet()) {
                if (number > expected) {
                    found(
                            Kind.REMOVED,
                            number == expected + 1
                                    ? "entry " + expected + " is missing"
                                    : "entries "
                                            + expected
                                            + " to "
                                            + (number - 1)
                                            + " are missing");
                }
                expected = number + 1;
            }
        }

        void links() {
            for (Entry entry : entries.tailMap(1L).values()) {
                Entry before = entries.get(entry.number() - 1);
                if (entry.number() == 1 ? !entry.previous().isEmpty() : breaks(before, entry)) {
                    found(
                            Kind.REORDERED,
                            entry.number() == 1
                                    ? "entry 1 was not written as the first"
                                    : "entry %d does not follow on entry %d: one of them stands in another's place"
                                            .formatted(entry.number(), entry.number() - 1));
                }
            }
        }

        /** An entry that is not intact has been told of already. */
        private static boolean breaks(@Nullable Entry before, Entry entry) {
            return before != null
                    && before.isIntact()
                    && entry.isIntact()
                    && !entry.previous().equals(before.hash());
        }

        void againstItem(Chain item) {
            if (item.count() <= 0) {
                found(
                        Kind.MISSING_LAST,
                        entries.isEmpty()
                                ? "it has no entry, and each journal begins with one"
                                : "its item counts no entries, and there are up to entry " + last);
            } else if (item.count() > last) {
                found(
                        Kind.MISSING_LAST,
                        "%s: its item counts %d".formatted(missing(item.count()), item.count()));
            } else if (item.count() < last) {
                found(
                        Kind.ADDED,
                        "there are entries up to %d, and its item counts %d"
                                .formatted(last, item.count()));
            } else if (isAnotherThan(item.head(), last)) {
                found(
                        Kind.CHANGED,
                        "entry %d is not the one that its item names as the last".formatted(last));
            }
        }

        void withoutItem(Map<Chain, Instant> sealed, Instant now) {
            if (entries.isEmpty()) {
                sealed.entrySet().stream()
                        .findFirst()
                        .ifPresent(first ->
                                found(
                                        Kind.GONE,
                                        "nothing is left of it; at %s it was sealed with entry %d"
                                                .formatted(
                                                        first.getValue(), first.getKey().count())));
                return;
            }
            Instant lastly =
                    entries.values().stream()
                            .map(Entry::at)
                            .max(Instant::compareTo)
                            .orElse(Instant.EPOCH);
            boolean cleanedUp =
                    Head.isOfLease(subject) && lastly.plus(LEASE_ITEMS_STAY).isBefore(now);
            if (!cleanedUp) {
                found(Kind.GONE, "its item is gone, and its journal is still there");
            }
        }

        void againstSeals(@Nullable Chain item, Map<Chain, Instant> sealed) {
            if (entries.isEmpty() && item == null) {
                return;
            }
            long counted = item == null ? last : Math.max(last, item.count());
            sealed.entrySet().stream()
                    .filter(seal -> seal.getKey().count() > counted)
                    .findFirst()
                    .ifPresent(seal ->
                            found(
                                    Kind.MISSING_LAST,
                                    "%s: at %s it was sealed with entry %d"
                                            .formatted(
                                                    missing(seal.getKey().count()),
                                                    seal.getValue(),
                                                    seal.getKey().count())));
            sealed.entrySet().stream()
                    .filter(seal -> isAnotherThan(seal.getKey().head(), seal.getKey().count()))
                    .findFirst()
                    .ifPresent(seal ->
                            found(
                                    Kind.REWRITTEN,
                                    "entry %d is not the one that was sealed at %s"
                                            .formatted(seal.getKey().count(), seal.getValue())));
        }

        private String missing(long counted) {
            long missing = counted - last;
            if (last == 0) {
                return "every entry is missing";
            }
            return missing == 1
                    ? "the last entry is missing"
                    : "the last " + missing + " entries are missing";
        }

        /** An entry that is missing or not intact has been told of already. */
        private boolean isAnotherThan(String hash, long number) {
            Entry entry = entries.get(number);
            return entry != null && entry.isIntact() && !entry.hash().equals(hash);
        }

        private void found(Kind kind, String text) {
            flaws.add(new Flaw(subject, kind, text));
        }
    }
}
