package dev.curfew.bench;

import java.util.List;

/** Durations in nanoseconds, summed up. */
final class Times {
    private Times() {}

    static double median(List<Long> nanos) {
        return quantile(nanos, 0.5);
    }

    static double sum(List<Long> nanos) {
        return nanos.stream().mapToLong(Long::longValue).sum();
    }

    static String text(List<Long> nanos) {
        return "p50 %.1f us, p99 %.1f us, longest %.1f us"
                .formatted(
                        quantile(nanos, 0.5) / 1e3,
                        quantile(nanos, 0.99) / 1e3,
                        quantile(nanos, 1) / 1e3);
    }

    private static double quantile(List<Long> nanos, double part) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size())));
    }
}
