package dev.curfew.core.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Does the same to many, a few at once. */
public final class Together {

    private final int width;

    /**
     * @param width so many at once
     */
    public Together(int width) {
        this.width = width;
    }

    /**
     * What becomes of each, in their order. Once one fails no other is begun, those under way are
     * waited for, and the failure is thrown.
     */
    public <T, R> List<R> map(List<T> all, Function<T, R> work) {
        if (width == 1 || all.size() == 1) {
            return all.stream().map(work).toList();
        }
        List<Future<R>> under = new ArrayList<>();
        AtomicBoolean failed = new AtomicBoolean();
        Semaphore places = new Semaphore(width);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T each : all) {
                places.acquireUninterruptibly();
                if (failed.get()) {
                    break;
                }
                under.add(
                        threads.submit(() -> {
                            boolean done = false;
                            try {
                                R result = work.apply(each);
                                done = true;
                                return result;
                            } finally {
                                if (!done) {
                                    failed.set(true);
                                }
                                places.release();
                            }
                        }));
            }
        }
        List<R> results = new ArrayList<>();
        for (Future<R> future : under) {
            results.add(result(future));
        }
        return results;
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failure.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
