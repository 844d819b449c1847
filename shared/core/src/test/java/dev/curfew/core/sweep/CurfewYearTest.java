package dev.curfew.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many accounts for a year each, with people, outages, crashes and lost events; whatever Curfew
 * does in them is watched. {@code -Dcurfew.worlds=N} sets how many, {@code -Dcurfew.seed=N} the
 * first.
 */
class CurfewYearTest {

    /** Whatever can happen in a year has happened somewhere in so many. */
    private static final int MANY = 40;

    private static final int WORLDS = Integer.getInteger("curfew.worlds", MANY);
    private static final long SEED = Long.getLong("curfew.seed", 1);

    private static final List<String> ACTIONS = List.of("warn", "disable", "delete", "quarantine");

    private final Map<Long, Throwable> failed = new ConcurrentSkipListMap<>();

    @Test
    void neverHurtsTheWrongOneAndLeavesNoStaleOne() {
        long start = System.nanoTime();
        Map<String, Integer> figures =
                LongStream.range(SEED, SEED + WORLDS)
                        .parallel()
                        .mapToObj(this::live)
                        .reduce(Map.of(), CurfewYearTest::sum);
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;

        System.out.printf(
                Locale.ROOT,
                "%,d worlds, %,d identities, %,d days, %,d actions, %,d s; %d worlds failed; %s%n",
                WORLDS,
                figures.getOrDefault("identities", 0),
                figures.getOrDefault("days", 0),
                ACTIONS.stream().mapToInt(each -> figures.getOrDefault(each, 0)).sum(),
                seconds,
                failed.size(),
                figures);
        failed.forEach((seed, why) -> {
            throw new AssertionError(
                    "worlds of the seeds "
                            + failed.keySet()
                            + " failed; to live the first again: mvn -pl shared/core -am test"
                            + " -Dtest=CurfewYearTest -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dcurfew.worlds=1 -Dcurfew.seed="
                            + seed,
                    why);
        });
        if (WORLDS >= MANY) {
            assertThat(figures).containsKeys(ACTIONS.toArray(String[]::new));
            assertThat(figures)
                    .containsKeys(
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
    }

    /** One that fails does not keep the others from being lived. */
    private Map<String, Integer> live(long seed) {
        try {
            return new Year(seed).live();
        } catch (RuntimeException | AssertionError why) {
            failed.put(seed, why);
            return Map.of();
        }
    }

    private static Map<String, Integer> sum(Map<String, Integer> one, Map<String, Integer> other) {
        Map<String, Integer> both = new TreeMap<>(one);
        other.forEach((what, number) -> both.merge(what, number, Integer::sum));
        return both;
    }
}
