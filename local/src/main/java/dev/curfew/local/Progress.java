package dev.curfew.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Where lines about long work go. */
@FunctionalInterface
public interface Progress {
    /** How long work may take before a person is told what it is. */
    Duration PATIENCE = Duration.ofSeconds(2);

    void line(String text);

    /** Says nothing. */
    static Progress silent() {
        return text -> {};
    }

    static Progress to(PrintStream out) {
        return out::println;
    }

    /**
     * Does {@code work}; when it takes longer than {@link #PATIENCE}, a line says that it is under
     * way.
     */
    default <T> T during(String what, Supplier<T> work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> sayWhenLate(what, done));
        try {
            return work.get();
        } finally {
            done.countDown();
        }
    }

    private void sayWhenLate(String what, CountDownLatch done) {
        try {
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                line(what + " ...");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
