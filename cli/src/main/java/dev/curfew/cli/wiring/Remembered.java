package dev.curfew.cli.wiring;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is asked for once a minute at most: CloudFormation throttles who asks for each
 * part of a page. A failure is not remembered.
 */
final class Remembered<T> implements Supplier<T> {

    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private final Supplier<T> question;
    private @Nullable T answer;
    private long askedAt;

    Remembered(Supplier<T> question) {
        this.question = question;
    }

    @Override
    public synchronized T get() {
        T known = answer;
        long now = System.nanoTime();
        if (known == null || now - askedAt > GOOD_FOR.toNanos()) {
            known = question.get();
            answer = known;
            askedAt = now;
        }
        return known;
    }
}
