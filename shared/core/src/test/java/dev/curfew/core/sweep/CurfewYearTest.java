package dev.curfew.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many accounts for a year each, with people, outages, crashes and lost events; whatever Curfew
 * does in them is watched. {@code -Dcurfew.worlds=N} sets how many, {@code -Dcurfew.seed=N} the
 * first.
 */
class CurfewYearTest {

    private static final int WORLDS = Integer.getInteger("curfew.worlds", 40);
    private static final long SEED = Long.getLong("curfew.seed", 1);

    @Test
    void neverHurtsTheWrongOneAndLeavesNoStaleOne() {
        long start = System.nanoTime();
        Map<String, Integer> figures =
                LongStream.range(SEED, SEED + WORLDS)
                        .parallel()
                        .mapToObj(CurfewYearTest::live)
                        .reduce(Map.of(), CurfewYearTest::sum);

        System.out.printf(
                "%d worlds for a year each in %d s: %s%n",
                WORLDS, (System.nanoTime() - start) / 1_000_000_000L, figures);
        assertThat(figures)
                .containsKeys(
                        "warn",
                        "disable",
                        "delete",
                        "quarantine",
                        "restored",
                        "restore crashed",
                        "switched on",
                        "switched off",
                        "exempted",
                        "backlog",
                        "act crashed",
                        "sweep crashed",
                        "events lost",
                        "lost",
                        "late",
                        "stop",
                        "drift");
    }

    private static Map<String, Integer> live(long seed) {
        try {
            return new Year(seed).live();
        } catch (RuntimeException | AssertionError failed) {
            throw new AssertionError("in the world of seed " + seed, failed);
        }
    }

    private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
        Map<String, Integer> both = new TreeMap<>(one);
        other.forEach((what, number) -> both.merge(what, number, Integer::sum));
        return both;
    }
}
