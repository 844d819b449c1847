package dev.curfew.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Holds one lease for everybody who asks, in memory alone, and renews it as it is used.
 *
 * <p>The same lease is handed out until a fifth of its life or two minutes remain, whichever is
 * less. From then on whoever asks sets off one renewal, on another thread, and still gets the lease
 * that is held; in the second half of that time it is waited for. However many ask, one request is
 * under way. A lease that nobody asks for is not renewed, so what is idle ends by itself.
 *
 * <p>A renewal that fails takes nothing away: what is held is handed out until its own end, and it
 * is tried again five seconds later. It never lasts longer for it either.
 */
public final class LeaseKeeper implements AutoCloseable {

    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final LeaseSource source;
    private final Duration life;
    private final Clock clock;
    private final Executor executor;

    private final List<Held> issued = new ArrayList<>();
    private @Nullable Held held;
    private @Nullable CompletableFuture<Lease> asking;
    private @Nullable Failure failure;
    private boolean closed;

    /** By the clock here, which need not agree with AWS's: it counts from when it was asked for. */
    private record Held(Lease lease, Instant renewFrom, Instant waitFrom, Instant end) {}

    private record Failure(RuntimeException cause, Instant until) {}

    /**
     * Issues nothing yet.
     *
     * @param life how long each lease is asked for
     */
    public LeaseKeeper(LeaseSource source, Duration life, Clock clock) {
        this(source, life, clock, inBackground());
    }

    LeaseKeeper(LeaseSource source, Duration life, Clock clock, Executor executor) {
        this.source = source;
        this.life = life;
        this.clock = clock;
        this.executor = executor;
    }

    private static Executor inBackground() {
        ThreadFactory threads = Thread.ofVirtual().name("curfew-lease-", 0).factory();
        return work -> threads.newThread(work).start();
    }

    /**
     * A lease that has not ended. Throws what the source threw when there is none, and {@link
     * IllegalStateException} once closed.
     */
    public Lease lease() {
        CompletableFuture<Lease> awaited;
        Held now;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the lease was released: this is closed");
            }
            Instant at = clock.instant();
            now = held != null && at.isBefore(held.end()) ? held : null;
            if (now != null && at.isBefore(now.renewFrom())) {
                return now.lease();
            }
            awaited = asking;
            if (awaited == null) {
                Failure before = failure;
                if (before != null && at.isBefore(before.until())) {
                    if (now != null) {
                        return now.lease();
                    }
                    throw before.cause();
                }
                awaited = ask(at);
            }
            if (now != null && at.isBefore(now.waitFrom())) {
                return now.lease();
            }
        }
        return await(awaited, now);
    }

    private Lease await(CompletableFuture<Lease> awaited, @Nullable Held instead) {
        try {
            return awaited.join();
        } catch (CompletionException failed) {
            if (instead != null && clock.instant().isBefore(instead.end())) {
                return instead.lease();
            }
            if (failed.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw failed;
        }
    }

    private CompletableFuture<Lease> ask(Instant at) {
        CompletableFuture<Lease> asked = new CompletableFuture<>();
        asking = asked;
        executor.execute(() -> settle(asked, at));
        return asked;
    }

    private void settle(CompletableFuture<Lease> asked, Instant at) {
        Lease lease;
        try {
            lease = source.issue();
        } catch (RuntimeException | Error failed) {
            synchronized (this) {
                asking = null;
                if (failed instanceof RuntimeException cause) {
                    failure = new Failure(cause, clock.instant().plus(PAUSE_AFTER_FAILURE));
                }
            }
            asked.completeExceptionally(failed);
            return;
        }
        synchronized (this) {
            asking = null;
            failure = null;
            Duration window = min(life.dividedBy(5), LONGEST_WINDOW);
            Instant end = at.plus(life);
            held = new Held(lease, end.minus(window), end.minus(window.dividedBy(2)), end);
            issued.removeIf(one -> !clock.instant().isBefore(one.end()));
            issued.add(held);
        }
        asked.complete(lease);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Releases every lease issued here that has not ended, one that is just being issued included.
     * When one cannot be released the others are, and then the failure is thrown; that one ends at
     * its deadline.
     */
    @Override
    public void close() {
        CompletableFuture<Lease> last;
        synchronized (this) {
            closed = true;
            last = asking;
        }
        if (last != null) {
            last.handle((_, _) -> true).join();
        }
        List<Held> open;
        synchronized (this) {
            open = List.copyOf(issued);
            issued.clear();
            held = null;
        }
        release(open);
    }

    private void release(List<Held> open) {
        RuntimeException first = null;
        for (Held one : open) {
            // By the clock here it may have ended, and by AWS's not yet: released all the same.
            try {
                source.release(one.lease());
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
