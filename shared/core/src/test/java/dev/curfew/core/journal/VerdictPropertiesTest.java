package dev.curfew.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any one edit of any journal is found, without a seal. */
class VerdictPropertiesTest {

    private static final Instant T = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NOW = T.plusSeconds(3600);
    private static final String SUBJECT = "AIDA1";

    static LongStream seeds() {
        return LongStream.range(0, 2000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anySingleEditIsFound(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Entry> entries = new ArrayList<>();
        Chain item = Chain.EMPTY;
        for (int i = random.nextInt(1, 9); i > 0; i--) {
            Entry entry =
                    item.next(SUBJECT, time(random), word(random), word(random), detail(random));
            entries.add(entry);
            item = item.with(entry);
        }
        assertThat(Verdict.of(SUBJECT, item, entries, Map.of(), NOW).flaws())
                .as("before, seed %s", seed)
                .isEmpty();

        List<Entry> edited = new ArrayList<>(entries);
        Chain editedItem = edit(random, edited, item);

        assertThat(Verdict.of(SUBJECT, editedItem, edited, Map.of(), NOW).flaws())
                .as("seed %s: %s and %s", seed, edited, editedItem)
                .isNotEmpty();
    }

    private static Chain edit(RandomGenerator random, List<Entry> entries, Chain item) {
        int at = random.nextInt(entries.size());
        Entry entry = entries.get(at);
        switch (random.nextInt(6)) {
            case 0 -> entries.remove(at);
            case 1 -> entries.set(at, changed(random, entry, false));
            case 2 -> entries.set(at, changed(random, entry, true));
            case 3 -> {
                int other = random.nextInt(entries.size());
                if (other == at) {
                    entries.remove(at);
                } else {
                    Entry there = entries.get(other);
                    entries.set(other, entry.numbered(there.number()));
                    entries.set(at, there.numbered(entry.number()));
                }
            }
            case 4 -> entries.add(item.next(SUBJECT, time(random), word(random), "x", Map.of()));
            default -> {
                long count = random.nextInt(10);
                return count == item.count()
                        ? new Chain(count, "x" + item.head().substring(1))
                        : new Chain(count, item.head());
            }
        }
        return item;
    }

    private static Entry changed(RandomGenerator random, Entry entry, boolean hashedAnew) {
        Instant at = entry.at();
        String what = entry.what();
        String by = entry.by();
        Map<String, String> detail = new TreeMap<>(entry.detail());
        String previous = entry.previous();
        UnaryOperator<String> longer = text -> text + word(random);
        switch (random.nextInt(5)) {
            case 0 -> at = at.plusSeconds(1 + random.nextInt(100));
            case 1 -> what = longer.apply(what);
            case 2 -> by = longer.apply(by);
            case 3 -> detail.merge("k", "v", (old, added) -> longer.apply(old));
            default -> previous = longer.apply(previous);
        }
        Entry anew = Entry.of(SUBJECT, entry.number(), at, what, by, detail, previous);
        return hashedAnew
                ? anew
                : new Entry(
                        SUBJECT,
                        entry.number(),
                        at,
                        what,
                        by,
                        new TreeMap<>(detail),
                        previous,
                        entry.hash());
    }

    private static Instant time(RandomGenerator random) {
        return T.plusMillis(random.nextInt(1_000_000));
    }

    private static String word(RandomGenerator random) {
        return "w" + random.nextInt(5) + "\"é,".substring(random.nextInt(3));
    }

    private static Map<String, String> detail(RandomGenerator random) {
        Map<String, String> detail = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            detail.put("k".repeat(i), word(random));
        }
        return detail;
    }
}
