package dev.curfew.local.system;

import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How much of a campaign is run: about a tenth with the other tests, all of it with {@code
 * -Dcurfew.campaign=full}, as {@code bench/run delegation} does. Its figures are printed, and kept
 * in {@code local/target/campaign.txt}.
 */
final class Campaign {

    /** With the same seed the same choices are made; {@code -Dcurfew.seed=N} makes others. */
    static final long SEED = Long.getLong("curfew.seed", 1);

    /** The machine may be slow, and has few places for functions. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final boolean FULL = "full".equals(System.getProperty("curfew.campaign"));

    private Campaign() {}

    /** How often a campaign does what it does. */
    static int size(int full, int otherwise) {
        return FULL ? full : otherwise;
    }

    static void print(String figures) {
        String line = figures + "\n";
        System.out.print("campaign: " + line);
        Path file = TestCloud.checkout().root().resolve("local/target/campaign.txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Half and all but a hundredth of the times were no longer, in words. */
    static String percentiles(Collection<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return "p50 %d ms, p99 %d ms, longest %d ms (of %d)"
                .formatted(
                        at(sorted, 0.5).toMillis(),
                        at(sorted, 0.99).toMillis(),
                        sorted.getLast().toMillis(),
                        sorted.size());
    }

    private static Duration at(List<Duration> sorted, double part) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (part * sorted.size())));
    }

    /** Does all of it, so many at once. */
    static <T> List<T> inParallel(int atOnce, List<Callable<T>> calls) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(atOnce)) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        }
    }
}
