package dev.curfew.core.sweep;

import java.util.EnumMap;
import java.util.Map;

/** Counts, by several threads at once. */
final class Tally {

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);

    void add(Count count, long number) {
        synchronized (counts) {
            counts.merge(count, number, Long::sum);
        }
    }

    Map<Count, Long> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }
}
