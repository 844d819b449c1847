package dev.curfew.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.lease.Releasing.Released;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final LeaseId A = new LeaseId("aaaaaaaaaaaa");
    private static final Instant LATER = Samples.ISSUED.plusSeconds(100);

    private final InMemoryLeases leases = new InMemoryLeases();
    private final RecordedLeaseEvents events = new RecordedLeaseEvents();
    private final Releasing releasing = new Releasing(leases, events);
    private final Expiring expiring = new Expiring(leases, leases.denyLists(), events);

    @Test
    void releaseEndsTheLeaseNowAndHasItsRoleDenyIt() {
        activate("aaaaaaaaaaaa");

        Released released = releasing.release(Samples.JOB, A, LATER.plusMillis(300));

        Lease ended = ended(released);
        assertThat(ended.state()).isEqualTo(LeaseState.RELEASED);
        assertThat(ended.endedAt()).isEqualTo(LATER.plusMillis(300));
        assertThat(leases.find(A)).contains(ended);
        assertThat(events.ended()).containsExactly(ended);
        assertThat(events.denyListsDue()).containsExactly(Samples.ROLE);
        assertThat(leases.denyLists().on(Samples.ROLE).denials())
                .singleElement()
                .satisfies(denial -> {
                    assertThat(denial.lease()).isEqualTo(A);
                    assertThat(denial.isPending()).isTrue();
                    assertThat(denial.until()).isEqualTo(ended.sessionEndsAt());
                });
        assertThat(leases.journalOf(A)).containsExactly("requested", "issued", "released");
    }

    @Test
    void releaseEndsEverythingDelegatedFromItAndNothingElse() {
        activate("aaaaaaaaaaaa");
        activate("aaaaaaaaaaaa", "bbbbbbbbbbbb");
        activate("aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc");
        activate("aaaaaaaaaaaa", "dddddddddddd");

        releasing.release(Samples.JOB, new LeaseId("bbbbbbbbbbbb"), LATER);

        assertThat(state("aaaaaaaaaaaa")).isEqualTo(LeaseState.ACTIVE);
        assertThat(state("bbbbbbbbbbbb")).isEqualTo(LeaseState.RELEASED);
        assertThat(state("cccccccccccc")).isEqualTo(LeaseState.RELEASED);
        assertThat(state("dddddddddddd")).isEqualTo(LeaseState.ACTIVE);
    }

    @Test
    void theLeaseItselfAndOneAboveItMayReleaseItButNotOneBesideOrBelowIt() {
        Lease a = activate("aaaaaaaaaaaa");
        Lease b = activate("aaaaaaaaaaaa", "bbbbbbbbbbbb");
        Lease c = activate("aaaaaaaaaaaa", "cccccccccccc");

        assertThat(code(releasing.release(Samples.sessionOf(c), b.id(), LATER)))
                .isEqualTo("lease-not-yours");
        assertThat(code(releasing.release(Samples.sessionOf(b), a.id(), LATER)))
                .isEqualTo("lease-not-yours");
        assertThat(state("aaaaaaaaaaaa")).isEqualTo(LeaseState.ACTIVE);
        assertThat(state("bbbbbbbbbbbb")).isEqualTo(LeaseState.ACTIVE);
        assertThat(ended(releasing.release(Samples.sessionOf(b), b.id(), LATER)).state())
                .isEqualTo(LeaseState.RELEASED);
        assertThat(ended(releasing.release(Samples.sessionOf(a), c.id(), LATER)).state())
                .isEqualTo(LeaseState.RELEASED);
    }

    @Test
    void nobodyElseMayReleaseALease() {
        activate("aaaaaaaaaaaa");

        Released released =
                releasing.release(Samples.job("other", "AROAOTHEROTHER000001"), A, LATER);

        assertThat(code(released)).isEqualTo("lease-not-yours");
        assertThat(state("aaaaaaaaaaaa")).isEqualTo(LeaseState.ACTIVE);
        assertThat(leases.denyLists().on(Samples.ROLE).denials()).isEmpty();
    }

    @Test
    void aRoleOfTheSameNameMadeAnewDoesNotHoldTheLease() {
        Lease lease = activate("aaaaaaaaaaaa");
        var session = Samples.sessionOf(lease);
        var another =
                new dev.curfew.core.caller.Caller(
                        session.account(),
                        session.arn(),
                        "AROAANOTHERANOTHER01",
                        session.session(),
                        session.principal());

        assertThat(code(releasing.release(another, A, LATER))).isEqualTo("session-unknown");
    }

    @Test
    void aLeaseThatHasEndedCanEndNothing() {
        Lease a = activate("aaaaaaaaaaaa");
        Lease b = activate("aaaaaaaaaaaa", "bbbbbbbbbbbb");
        releasing.release(Samples.JOB, a.id(), LATER);

        assertThat(code(releasing.release(Samples.sessionOf(a), b.id(), LATER)))
                .isEqualTo("lease-not-active");
        assertThat(code(releasing.release(Samples.sessionOf(a), a.id(), LATER)))
                .isEqualTo("lease-not-active");
    }

    @Test
    void releasingTwiceAnswersHowItEndedAndChangesNothing() {
        activate("aaaaaaaaaaaa");
        Released first = releasing.release(Samples.JOB, A, LATER);

        Released second = releasing.release(Samples.JOB, A, LATER.plusSeconds(9));

        assertThat(second).isEqualTo(first);
        assertThat(events.ended()).hasSize(1);
    }

    @Test
    void releasingPastTheDeadlineAnswersThatItExpired() {
        Lease active = activate("aaaaaaaaaaaa");

        Lease ended = ended(releasing.release(Samples.JOB, A, active.expiresAt()));

        assertThat(ended.state()).isEqualTo(LeaseState.EXPIRED);
        assertThat(ended.endedAt()).isEqualTo(active.expiresAt());
        assertThat(events.denyListsDue()).isEmpty();
    }

    @Test
    void releaseRefusesALeaseThatDoesNotExist() {
        assertThat(code(releasing.release(Samples.JOB, new LeaseId("zzzzzzzzzzzz"), LATER)))
                .isEqualTo("lease-unknown");
    }

    @Test
    void expireClosesAtTheDeadlineAndNotBefore() {
        Lease active = activate("aaaaaaaaaaaa");

        assertThat(expiring.run(active.expiresAt().minusSeconds(1)))
                .isEqualTo(new Expiring.Run(0, 0, 0, 0, 0, Duration.ZERO, Map.of()));
        assertThat(expiring.run(active.expiresAt()))
                .isEqualTo(new Expiring.Run(1, 0, 0, 0, 0, Duration.ZERO, Map.of()));
        assertThat(leases.find(A).orElseThrow().state()).isEqualTo(LeaseState.EXPIRED);
        assertThat(events.ended()).hasSize(1);
    }

    @Test
    void expireClosesWhatACrashLeftPendingAndHasItDenied() {
        leases.open(Samples.requested("aaaaaaaaaaaa"), Leases.Limits.DEFAULT);

        assertThat(expiring.run(Samples.ISSUED.plusSeconds(59)).abandoned()).isZero();
        assertThat(expiring.run(Samples.ISSUED.plusSeconds(60)).abandoned()).isEqualTo(1);
        assertThat(state("aaaaaaaaaaaa")).isEqualTo(LeaseState.FAILED);
        assertThat(events.denyListsDue()).containsExactly(Samples.ROLE);
        assertThat(leases.denyLists().on(Samples.ROLE).denials()).hasSize(1);
    }

    @Test
    void expireAsksAgainForADenialThatNobodyAppliedAndForOneThatIsOver() {
        Lease active = activate("aaaaaaaaaaaa");
        releasing.release(Samples.JOB, A, LATER);

        expiring.run(LATER.plusSeconds(9));
        assertThat(events.denyListsDue()).hasSize(1);
        expiring.run(LATER.plusSeconds(10));
        assertThat(events.denyListsDue()).hasSize(2);
        leases.denyLists()
                .applied(
                        leases.denyLists().on(Samples.ROLE).denials().getFirst(),
                        LATER.plusSeconds(11));
        expiring.run(active.sessionEndsAt().minusSeconds(1));
        assertThat(events.denyListsDue()).hasSize(2);
        expiring.run(active.sessionEndsAt());
        assertThat(events.denyListsDue()).hasSize(3);
    }

    @Test
    void anEndedLeaseCountsUntilItsSessionHasCertainlyEnded() {
        Lease active = activate("aaaaaaaaaaaa");
        releasing.release(Samples.JOB, A, LATER);

        expiring.run(active.sessionEndsAt().minusSeconds(1));
        assertThat(leases.sessionsOn(List.of(active.role()))).containsEntry(active.role(), 1);

        assertThat(expiring.run(active.sessionEndsAt()).settled()).isEqualTo(1);
        assertThat(leases.sessionsOn(List.of(active.role()))).containsEntry(active.role(), 0);
        assertThat(state("aaaaaaaaaaaa")).isEqualTo(LeaseState.RELEASED);
        assertThat(leases.find(A).orElseThrow().dueAt()).isNull();
    }

    @Test
    void aLeaseThatCannotBeWrittenKeepsNoOtherFromBeingClosedOrDenied() {
        Lease broken = activate("aaaaaaaaaaaa");
        activate("bbbbbbbbbbbb");
        activate("cccccccccccc");
        releasing.release(Samples.JOB, new LeaseId("cccccccccccc"), LATER);
        Leases failing =
                new ForwardingLeases(leases) {
                    @Override
                    public boolean write(Lease.Change change) {
                        if (change.after().id().equals(broken.id())) {
                            throw new IllegalStateException("an entry is in the way");
                        }
                        return super.write(change);
                    }
                };

        Expiring.Run run =
                new Expiring(failing, leases.denyLists(), events).run(broken.expiresAt());

        assertThat(run.failed())
                .containsExactly(Map.entry("aaaaaaaaaaaa", "an entry is in the way"));
        assertThat(state("bbbbbbbbbbbb")).isEqualTo(LeaseState.EXPIRED);
        assertThat(events.denyListsDue()).hasSize(2);
    }

    @Test
    void aLeaseThatCannotBeReadKeepsNoOtherFromBeingClosed() {
        Lease active = activate("aaaaaaaaaaaa");
        leases.holdUnreadable("bbbbbbbbbbbb", "state is missing");

        Expiring.Run run = expiring.run(active.expiresAt());

        assertThat(run)
                .isEqualTo(
                        new Expiring.Run(
                                1,
                                0,
                                0,
                                0,
                                0,
                                Duration.ZERO,
                                Map.of("bbbbbbbbbbbb", "state is missing")));
        assertThat(state("aaaaaaaaaaaa")).isEqualTo(LeaseState.EXPIRED);
    }

    @Test
    void aRunSaysHowLongWhatWaitedLongestHadBeenDue() {
        Lease active = activate("aaaaaaaaaaaa");
        activate("bbbbbbbbbbbb");

        Expiring.Run late = expiring.run(active.expiresAt().plusSeconds(90));
        Expiring.Run next = expiring.run(active.expiresAt().plusSeconds(91));

        assertThat(late.longestWait()).isEqualTo(Duration.ofSeconds(90));
        assertThat(next.longestWait()).isZero();
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
                .isEqualTo(new Expiring.Run(0, 0, 0, 0, 0, Duration.ZERO, Map.of()));
    }

    private Lease activate(String... lineage) {
        return Samples.activeIn(leases, lineage);
    }

    private LeaseState state(String id) {
        return leases.find(new LeaseId(id)).orElseThrow().state();
    }

    private static Lease ended(Released released) {
        return ((Released.Ended) released).lease();
    }

    private static String code(Released released) {
        return ((Released.Refused) released).refusal().code();
    }
}
