package dev.curfew.cli.child;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes this process's signals on to its child. They end the child or not, as it decides; this
 * process ends when the child does, so that what comes afterwards is done whatever the signal.
 */
public final class Delivery {

    private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
    private static final int SIGNALLED = 128;

    private final Signals signals;
    private @Nullable Child child;
    private @Nullable String early;

    /** From now on no signal ends this process. */
    public Delivery(Signals signals) {
        this.signals = signals;
        signals.to(this::deliver);
    }

    private synchronized void deliver(String signal) {
        Child running = child;
        if (running == null) {
            early = signal;
        } else if (signal.equals("TERM") || !signals.reachChildren()) {
            running.signal(signal);
        }
    }

    /** Starts the child; empty when a signal came before. */
    public synchronized Optional<Child> started(Supplier<Child> start) {
        if (early != null) {
            return Optional.empty();
        }
        Child running = start.get();
        child = running;
        return Optional.of(running);
    }

    /** How a process ends by the signal that came too early for a child. */
    public synchronized int exitOfEarly() {
        return SIGNALLED + NUMBERS.getOrDefault(String.valueOf(early), 0);
    }
}
