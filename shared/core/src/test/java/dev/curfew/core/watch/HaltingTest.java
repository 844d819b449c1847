package dev.curfew.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.journal.Entry;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lease.WatchedLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What findings may do to one holder. */
class HaltingTest {

    private static final Holder TEAM =
            new Holder(
                    "AIDATEAM000000000001", "arn:aws:iam::1:user/team", "arn:aws:iam::1:user/team");

    private final InMemoryLeases leases = new InMemoryLeases();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final InMemoryHalts halts = new InMemoryHalts();
    private final Watching watching =
            new Watching(
                    leases,
                    findings,
                    findings,
                    halts,
                    SampleKeys.none(),
                    (account, name) -> BrokeredRoles.Broker.OURS,
                    new OwnStack("curfew", Set.of(), Set.of(), "arn:aws:iam::1:role/r", List.of()),
                    Switches.USUAL,
                    findings,
                    new RecordedLeaseEvents());
    private Instant now = Samples.ISSUED.plusSeconds(90);

    @Test
    void fiveLeasesEndOneByOneAndTheSixthEndsAllOfThem() {
        for (int i = 0; i < 5; i++) {
            escape(lease(TEAM, i));
        }
        assertThat(findings.revocations()).hasSize(5);
        assertThat(halts.halted()).isEmpty();

        for (int i = 5; i < 12; i++) {
            escape(lease(TEAM, i));
        }

        assertThat(findings.revocations()).as("one by one").hasSize(5);
        assertThat(findings.revokedAll()).as("all the rest together").hasSize(1);
        assertThat(findings.halted()).hasSize(1);
        assertThat(findings.announced()).as("each finding is told").hasSize(12);
        assertThat(findings.list()).allMatch(finding -> finding.revocationAt() != null);
        assertThat(halt().isHalted()).isTrue();
        assertThat(halt().findings()).hasSize(6);
        assertThat(halts.journal())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.what()).isEqualTo("halted");
                    assertThat(entry.subject()).isEqualTo("holder#" + TEAM.id());
                    assertThat(entry.detail().get("findings"))
                            .contains(halt().findings().getLast());
                });
    }

    @Test
    void othersAreNotHaltedWithIt() {
        for (int i = 0; i < 7; i++) {
            escape(lease(TEAM, i));
        }

        escape(lease(another("AIDAOTHER0000000001"), 8));

        assertThat(findings.revocations()).hasSize(6);
        assertThat(halts.find("AIDAOTHER0000000001").orElseThrow().isHalted()).isFalse();
    }

    @Test
    void oneLeaseCountsOnceWhateverItDoes() {
        Lease lease = lease(TEAM, 1);
        for (int i = 0; i < 30; i++) {
            escape(lease);
            watching.watch(
                    Calls.by(lease, "sqs", "ListQueues").denied("sqs:ListQueues", "*").call(), now);
        }

        assertThat(findings.revocations()).as("ESCAPE and OUT_OF_SCOPE").hasSize(2);
        assertThat(halt().revocations()).hasSize(1);
    }

    @Test
    void aLeaseThatHasEndedCountsNot() {
        for (int i = 0; i < 9; i++) {
            Lease lease = lease(TEAM, i);
            escape(WatchedLeases.revoked(leases, lease, Samples.ISSUED.plusSeconds(50)));
        }

        assertThat(halts.halted()).isEmpty();
    }

    @Test
    void revocationsFarApartDoNotAddUp() {
        for (int i = 0; i < 20; i++) {
            escape(lease(TEAM, i));
            now = now.plus(Duration.ofMinutes(13));
        }

        assertThat(halts.halted()).isEmpty();
        assertThat(findings.revocations()).hasSize(20);
        assertThat(halt().revocations()).as("it stays small").hasSizeLessThan(6);
    }

    @Test
    void whatCouldNotBeAskedForIsAskedForWhenTheEventIsHeardAgain() {
        for (int i = 0; i < 5; i++) {
            escape(lease(TEAM, i));
        }
        Lease sixth = lease(TEAM, 6);
        Calls call = Calls.by(sixth, "iam", "CreateAccessKey");
        findings.busIsDown(true);
        assertThatThrownBy(() -> watching.watch(call.call(), now)).hasMessageContaining("bus");
        assertThat(halt().isHalted()).as("nothing is issued to it already").isTrue();
        findings.busIsDown(false);

        watching.watch(call.call(), now);
        watching.watch(call.call(), now);

        assertThat(findings.revokedAll()).hasSize(1);
        assertThat(findings.halted()).hasSize(1);
        assertThat(halts.journal()).hasSize(1);
    }

    @Test
    void manyAtOnceHaltItOnce() throws Exception {
        List<Callable<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Lease lease = lease(TEAM, i);
            calls.add(() -> watching.watch(Calls.by(lease, "iam", "CreateAccessKey").call(), now));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (Future<Object> future : pool.invokeAll(calls)) {
                future.get();
            }
        }

        assertThat(findings.revocations()).hasSize(5);
        assertThat(findings.revokedAll()).isNotEmpty();
        assertThat(halt().revocations()).hasSize(6);
        assertThat(halts.journal()).hasSize(1);
        assertThat(findings.list()).hasSize(40).allMatch(each -> each.revocationAt() != null);
    }

    @Test
    void aPersonLiftsItAndCountingBeginsAnew() {
        for (int i = 0; i < 6; i++) {
            escape(lease(TEAM, i));
        }
        Lifting lifting = new Lifting(halts, findings, () -> now);

        assertThat(lifting.lift(TEAM.id(), "arn:ann", "looked at"))
                .isInstanceOf(Lifting.Lifted.Done.class);
        assertThat(lifting.lift(TEAM.id(), "arn:ann", "again"))
                .isInstanceOf(Lifting.Lifted.Refused.class);
        assertThat(lifting.lift("AIDANOBODY", "arn:ann", "x"))
                .isInstanceOf(Lifting.Lifted.Refused.class);

        assertThat(halt().isHalted()).isFalse();
        assertThat(findings.told()).containsExactly("lifted arn:ann");
        assertThat(halts.journal()).extracting(Entry::what).containsExactly("halted", "lifted");
        assertThat(halts.journal().getLast().previous())
                .isEqualTo(halts.journal().getFirst().hash());
        escape(lease(TEAM, 7));
        assertThat(findings.revocations()).hasSize(6);
        assertThat(halts.halted()).isEmpty();
    }

    private Halt halt() {
        return halts.find(TEAM.id()).orElseThrow();
    }

    private static Holder another(String id) {
        return new Holder(id, "arn:aws:iam::1:user/other", "arn:aws:iam::1:user/other");
    }

    private Lease lease(Holder holder, int number) {
        return WatchedLeases.of(
                Samples.ISSUED, leases, "%012d".formatted(number), Samples.ROLE, holder);
    }

    private void escape(Lease lease) {
        watching.watch(Calls.by(lease, "iam", "CreateAccessKey").call(), now);
    }
}
