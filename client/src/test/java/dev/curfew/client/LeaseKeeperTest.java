package dev.curfew.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private final SettableClock clock = new SettableClock();
    private final Source source = new Source();
    private final Deque<Runnable> waiting = new ConcurrentLinkedDeque<>();

    private static final class SettableClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private final class Source implements LeaseSource {
        private int issued;
        private boolean fails;
        private final List<String> released = new ArrayList<>();
        private String unreleasable = "";

        @Override
        public Lease issue() {
            if (fails) {
                throw new IllegalArgumentException("refused");
            }
            issued++;
            return new Lease(
                    "lease-" + issued,
                    "t",
                    "ASIA",
                    "the-secret",
                    "the-token",
                    clock.now.plusSeconds(600));
        }

        @Override
        public void release(Lease lease) {
            if (lease.id().equals(unreleasable)) {
                throw new IllegalArgumentException("not released");
            }
            released.add(lease.id());
        }
    }

    /** Work goes on at once, as if on a thread that is never late. */
    private LeaseKeeper keeper(Duration life) {
        return new LeaseKeeper(source, life, clock, Runnable::run);
    }

    /** Work goes on when the test says. */
    private LeaseKeeper slowKeeper() {
        return new LeaseKeeper(source, Duration.ofMinutes(10), clock, waiting::add);
    }

    private void after(long seconds) {
        clock.now = START.plusSeconds(seconds);
    }

    @Test
    void nothingIsIssuedBeforeSomebodyAsks() {
        keeper(Duration.ofMinutes(10)).close();

        assertThat(source.issued).isZero();
        assertThat(source.released).isEmpty();
    }

    @Test
    void theSameLeaseIsHandedOutUntilTwoMinutesRemain() {
        LeaseKeeper keeper = keeper(Duration.ofMinutes(15));
        for (int second = 0; second < 780; second++) {
            after(second);
            assertThat(keeper.lease().id()).isEqualTo("lease-1");
        }

        after(780);
        keeper.lease();

        assertThat(source.issued).isEqualTo(2);
        assertThat(keeper.lease().id()).isEqualTo("lease-2");
    }

    @Test
    void aShortLeaseIsHandedOutUntilAFifthRemains() {
        LeaseKeeper keeper = keeper(Duration.ofSeconds(10));
        keeper.lease();
        after(7);
        assertThat(keeper.lease().id()).isEqualTo("lease-1");

        after(8);
        keeper.lease();

        assertThat(source.issued).isEqualTo(2);
    }

    @Test
    void whoAsksInTimeDoesNotWaitForTheRenewal() {
        LeaseKeeper keeper = keeper(Duration.ofMinutes(10));
        keeper.lease();
        LeaseKeeper slow = slowKeeper();
        Thread first = Thread.ofVirtual().start(slow::lease);
        runWaiting();
        join(first);
        after(490);

        assertThat(slow.lease().id()).isEqualTo("lease-2");
        assertThat(slow.lease().id()).isEqualTo("lease-2");
        assertThat(waiting).hasSize(1);

        runWaiting();
        assertThat(slow.lease().id()).isEqualTo("lease-3");
    }

    @Test
    void shortlyBeforeTheEndTheRenewalIsWaitedFor() {
        LeaseKeeper keeper = keeper(Duration.ofMinutes(10));
        keeper.lease();
        after(545);

        assertThat(keeper.lease().id()).isEqualTo("lease-2");
    }

    @Test
    void aRenewalThatFailsTakesNothingAwayAndLastsNoLonger() {
        LeaseKeeper keeper = keeper(Duration.ofMinutes(10));
        keeper.lease();
        source.fails = true;

        after(500);
        assertThat(keeper.lease().id()).isEqualTo("lease-1");
        after(599);
        assertThat(keeper.lease().id()).isEqualTo("lease-1");
        after(600);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(keeper::lease)
                .withMessage("refused");
    }

    @Test
    void afterAFailureItIsNotTriedAgainForFiveSeconds() {
        LeaseKeeper keeper = keeper(Duration.ofMinutes(10));
        source.fails = true;
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(keeper::lease);
        source.fails = false;

        after(4);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(keeper::lease);
        assertThat(source.issued).isZero();
        after(5);
        assertThat(keeper.lease().id()).isEqualTo("lease-1");
    }

    @Test
    void howeverManyAskOneRequestIsUnderWay() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        LeaseKeeper keeper =
                new LeaseKeeper(
                        new LeaseSource() {
                            @Override
                            public Lease issue() {
                                awaitQuietly(go);
                                return source.issue();
                            }

                            @Override
                            public void release(Lease lease) {
                                source.release(lease);
                            }
                        },
                        Duration.ofMinutes(10),
                        clock);
        List<Future<Lease>> answers = new ArrayList<>();
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Lease> ask = keeper::lease;
            for (int asker = 0; asker < 200; asker++) {
                answers.add(many.submit(ask));
            }
            go.countDown();
        }

        assertThat(source.issued).isEqualTo(1);
        for (Future<Lease> answer : answers) {
            assertThat(answer.get().id()).isEqualTo("lease-1");
        }
        keeper.close();
        assertThat(source.released).containsExactly("lease-1");
    }

    @Test
    void closingReleasesAllThatHasNotEndedAndHandsOutNoMore() {
        LeaseKeeper keeper = keeper(Duration.ofMinutes(10));
        keeper.lease();
        after(550);
        keeper.lease();

        keeper.close();
        keeper.close();

        assertThat(source.released).containsExactly("lease-1", "lease-2");
        assertThatIllegalStateException().isThrownBy(keeper::lease);
    }

    @Test
    void oneThatCannotBeReleasedIsToldAndTheOthersAreReleased() {
        LeaseKeeper keeper = keeper(Duration.ofMinutes(10));
        keeper.lease();
        after(550);
        keeper.lease();
        source.unreleasable = "lease-1";

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(keeper::close)
                .withMessage("not released");

        assertThat(source.released).containsExactly("lease-2");
    }

    @Test
    void aLeaseThatIsJustBeingIssuedIsReleasedToo() {
        LeaseKeeper slow = slowKeeper();
        Thread asker = Thread.ofVirtual().start(() -> ignoreFailure(slow));
        while (waiting.isEmpty()) {
            Thread.onSpinWait();
        }
        Thread closer = Thread.ofVirtual().start(slow::close);
        runWaiting();
        join(closer);
        join(asker);

        assertThat(source.issued).isEqualTo(1);
        assertThat(source.released).containsExactly("lease-1");
    }

    @Test
    void textShowsNoSecret() {
        assertThat(keeper(Duration.ofMinutes(10)).lease().toString())
                .contains("lease-1")
                .doesNotContain("the-secret", "the-token");
    }

    private void runWaiting() {
        while (waiting.isEmpty()) {
            Thread.onSpinWait();
        }
        waiting.remove().run();
    }

    private static void ignoreFailure(LeaseKeeper keeper) {
        try {
            keeper.lease();
        } catch (IllegalStateException closed) {
            // It may be closed first.
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
