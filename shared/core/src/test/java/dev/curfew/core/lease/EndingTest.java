package dev.curfew.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.SampleProofs;
import dev.curfew.core.lease.Releasing.Released;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final Leases.Limits LIMITS = new Leases.Limits(400, 400);
    private static final Caller HOLDER = Samples.HOLDER;
    private static final LeaseId ID = new LeaseId("aaaaaaaaaaaa");
    private static final Instant LATER = Samples.ISSUED.plusSeconds(100);

    private final InMemoryLeases leases = new InMemoryLeases();
    private final RecordedLeaseEvents events = new RecordedLeaseEvents();
    private final Releasing releasing = new Releasing(leases, events);
    private final Expiring expiring = new Expiring(leases, events);

    @Test
    void releaseEndsTheLeaseNowAndSaysSo() {
        Lease active = activate("aaaaaaaaaaaa");

        Released released = releasing.release(HOLDER, ID, LATER.plusMillis(300));

        Lease ended = active.ended(LeaseState.RELEASED, LATER);
        assertThat(released).isEqualTo(new Released.Ended(ended));
        assertThat(leases.find(ID)).contains(ended);
        assertThat(events.ended()).containsExactly(ended);
    }

    @Test
    void releasingTwiceAnswersHowItEndedAndChangesNothing() {
        activate("aaaaaaaaaaaa");
        Released first = releasing.release(HOLDER, ID, LATER);

        Released second = releasing.release(HOLDER, ID, LATER.plusSeconds(9));

        assertThat(second).isEqualTo(first);
        assertThat(events.ended()).hasSize(1);
    }

    @Test
    void releasingPastTheDeadlineAnswersThatItExpired() {
        Lease active = activate("aaaaaaaaaaaa");

        Released released = releasing.release(HOLDER, ID, active.expiresAt());

        assertThat(released)
                .isEqualTo(
                        new Released.Ended(active.ended(LeaseState.EXPIRED, active.expiresAt())));
    }

    @Test
    void releaseRefusesALeaseThatDoesNotExist() {
        Released released = releasing.release(HOLDER, new LeaseId("zzzzzzzzzzzz"), LATER);

        assertThat(((Released.Refused) released).refusal().code()).isEqualTo("lease-unknown");
    }

    @Test
    void nobodyButTheHolderReleases() {
        Lease active = activate("aaaaaaaaaaaa");

        Released released = releasing.release(SampleProofs.CI, ID, LATER);

        assertThat(((Released.Refused) released).refusal().code()).isEqualTo("not-the-holder");
        assertThat(leases.find(ID)).contains(active);
        assertThat(events.ended()).isEmpty();
    }

    @Test
    void expireClosesAtTheDeadlineAndNotBefore() {
        Lease active = activate("aaaaaaaaaaaa");

        assertThat(expiring.run(active.expiresAt().minusSeconds(1)))
                .isEqualTo(new Expiring.Run(0, 0, 0, 0));
        assertThat(expiring.run(active.expiresAt())).isEqualTo(new Expiring.Run(1, 0, 0, 0));
        assertThat(leases.find(ID).orElseThrow().state()).isEqualTo(LeaseState.EXPIRED);
        assertThat(events.ended()).hasSize(1);
    }

    @Test
    void expireClosesWhatACrashLeftPendingWithinAMinuteOrTwo() {
        leases.open(Samples.pending("aaaaaaaaaaaa"), LIMITS);

        assertThat(expiring.run(Samples.ISSUED.plusSeconds(59)).abandoned()).isZero();
        assertThat(expiring.run(Samples.ISSUED.plusSeconds(60)).abandoned()).isEqualTo(1);
        assertThat(leases.find(ID).orElseThrow().state()).isEqualTo(LeaseState.FAILED);
    }

    @Test
    void anEndedLeaseCountsUntilItsSessionHasCertainlyEnded() {
        Lease active = activate("aaaaaaaaaaaa");
        releasing.release(HOLDER, ID, LATER);

        expiring.run(active.sessionEndsAt().minusSeconds(1));
        assertThat(leases.sessionsOn(List.of(active.role()))).containsEntry(active.role(), 1);

        assertThat(expiring.run(active.sessionEndsAt()).settled()).isEqualTo(1);
        assertThat(leases.sessionsOn(List.of(active.role()))).containsEntry(active.role(), 0);
        assertThat(leases.find(ID).orElseThrow().state()).isEqualTo(LeaseState.RELEASED);
        assertThat(leases.find(ID).orElseThrow().dueAt()).isNull();
    }

    @Test
    void oneRunWorksThroughMoreThanAPage() {
        for (int i = 0; i < 250; i++) {
            activate("%012d".formatted(i));
        }

        assertThat(expiring.run(Samples.ISSUED.plusSeconds(300)).expired()).isEqualTo(250);
    }

    @Test
    void aSecondRunFindsNothingLeftToDo() {
        activate("aaaaaaaaaaaa");
        expiring.run(Samples.ISSUED.plusSeconds(300));

        assertThat(expiring.run(Samples.ISSUED.plusSeconds(301)))
                .isEqualTo(new Expiring.Run(0, 0, 0, 0));
    }

    private Lease activate(String id) {
        Lease pending = Samples.pending(id);
        leases.open(pending, LIMITS);
        leases.replace(pending, pending.activated());
        return pending.activated();
    }
}
