package dev.curfew.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.Ending;
import dev.curfew.core.lease.FakeSessions;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.revocation.Revoking.Revoked;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.InMemoryHalts;
import dev.curfew.core.watch.SampleHalts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RevokingTest {

    private static final String ROLE = Samples.ROLE;

    private final InMemoryLeases leases = new InMemoryLeases();
    private final InMemoryHalts halts = new InMemoryHalts();
    private final RecordedLeaseEvents events = new RecordedLeaseEvents();
    private final FakeRolePolicies policies = new FakeRolePolicies();
    private final List<String> overflows = new ArrayList<>();
    private Instant now = Samples.ISSUED.plusSeconds(60);
    private final Enforcing enforcing = enforcing(policies);
    private final Revoking revoking = revoking((role, canary) -> Optional.of(now.plusSeconds(4)));

    @Test
    void aRevokedLeaseIsDeniedAndItsReceiptSaysHow() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        Samples.activeIn(leases, "zzzzzzzzzzzz");

        Lease revoked = ended(revoking.revoke(lease.id(), "arn:someone", "leaked"));

        assertThat(revoked.state()).isEqualTo(LeaseState.REVOKED);
        assertThat(revoked.receipt())
                .isEqualTo(new Receipt(now, now, now.plusSeconds(4), Receipt.Witness.CANARY));
        assertThat(policies.denied(ROLE)).contains("*/aaaaaaaaaaaa/*").hasSize(2);
        assertThat(policies.denied(ROLE)).noneMatch(pattern -> pattern.contains("zzz"));
        assertThat(leases.journalOf(lease.id()))
                .containsExactly("requested", "issued", "revoked", "denied", "seen");
    }

    @Test
    void whatNobodySawIsNotClaimed() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");

        Lease revoked =
                ended(
                        revoking((role, canary) -> Optional.empty())
                                .revoke(lease.id(), "arn:someone", "leaked"));

        assertThat(revoked.receipt()).isEqualTo(new Receipt(now, now, null, Receipt.Witness.NONE));
    }

    @Test
    void allThatAHaltedHolderHoldsIsRevokedAndNothingElse() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        Samples.activeIn(leases, "aaaaaaaaaaaa", "bbbbbbbbbbbb");
        Lease other =
                SampleHalts.activeOf(
                        leases, new Holder("AIDAOTHER0000000001", "arn:other", "arn:other"));
        String holder = lease.holder().id();
        assertThat(revoking.revokeAll(holder, "curfew.watch", "findings"))
                .as("not halted")
                .isInstanceOf(Revoking.AllRevoked.Refused.class);

        halts.write(SampleHalts.halted(lease.holder(), now));
        Revoking.AllRevoked all = revoking.revokeAll(holder, "curfew.watch", "findings");

        assertThat(((Revoking.AllRevoked.Ended) all).leases()).hasSize(2);
        assertThat(find("aaaaaaaaaaaa").state()).isEqualTo(LeaseState.REVOKED);
        assertThat(find("bbbbbbbbbbbb").state()).isEqualTo(LeaseState.REVOKED);
        assertThat(find("aaaaaaaaaaaa").receipt()).isNotNull();
        assertThat(leases.find(other.id()).orElseThrow().state()).isEqualTo(LeaseState.ACTIVE);
        assertThat(
                        ((Revoking.AllRevoked.Ended)
                                        revoking.revokeAll(holder, "curfew.watch", "again"))
                                .leases())
                .isEmpty();
    }

    @Test
    void whatWasIssuedSinceAHaltWasLiftedStays() {
        Lease before = Samples.activeIn(leases, "aaaaaaaaaaaa");
        halts.write(SampleHalts.halted(before.holder(), before.issuedAt().plusSeconds(5)));
        Halt halt = halts.find(before.holder().id()).orElseThrow();
        halts.write(SampleHalts.lifted(halt, before.issuedAt().plusSeconds(9)));
        Lease since =
                SampleHalts.activeOf(leases, before.holder(), before.issuedAt().plusSeconds(9));

        revoking.revokeAll(before.holder().id(), "curfew.watch", "late");

        assertThat(find("aaaaaaaaaaaa").state()).isEqualTo(LeaseState.REVOKED);
        assertThat(leases.find(since.id()).orElseThrow().state()).isEqualTo(LeaseState.ACTIVE);
    }

    @Test
    void oneEntryDeniesAWholeSubtreeAndEndsItsRecords() {
        Samples.activeIn(leases, "aaaaaaaaaaaa");
        Lease b = Samples.activeIn(leases, "aaaaaaaaaaaa", "bbbbbbbbbbbb");
        Samples.activeIn(leases, "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc");
        Samples.activeIn(leases, "aaaaaaaaaaaa", "dddddddddddd");

        revoking.revoke(b.id(), "arn:someone", "leaked");

        assertThat(policies.denied(ROLE))
                .contains("*/bbbbbbbbbbbb/*")
                .noneMatch(pattern -> pattern.contains("ccc"))
                .noneMatch(pattern -> pattern.contains("aaa"))
                .noneMatch(pattern -> pattern.contains("ddd"));
        assertThat(find("cccccccccccc").state()).isEqualTo(LeaseState.REVOKED);
        assertThat(find("cccccccccccc").receipt()).isNotNull();
        assertThat(find("aaaaaaaaaaaa").state()).isEqualTo(LeaseState.ACTIVE);
        assertThat(find("dddddddddddd").state()).isEqualTo(LeaseState.ACTIVE);
        assertThat(leases.denyLists().on(ROLE).denials()).noneMatch(Denial::isPending);
    }

    @Test
    void anEntryGoesWhenNoSessionNeedsItAndThePolicyWithTheLast() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        revoking.revoke(lease.id(), "arn:someone", "leaked");

        now = lease.sessionEndsAt().minusSeconds(1);
        enforcing.apply(ROLE, "me");
        assertThat(policies.denied(ROLE)).contains("*/aaaaaaaaaaaa/*");
        now = lease.sessionEndsAt();
        enforcing.apply(ROLE, "me");
        assertThat(policies.denied(ROLE)).doesNotContain("*/aaaaaaaaaaaa/*");
        now = now.plus(Duration.ofHours(1));
        enforcing.apply(ROLE, "me");
        assertThat(policies.of(ROLE)).isEmpty();
        assertThat(leases.denyLists().on(ROLE).denials()).isEmpty();
    }

    @Test
    void revokingAgainChangesNothingMore() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        Revoked first = revoking.revoke(lease.id(), "arn:someone", "leaked");
        int writes = policies.writes();

        assertThat(revoking.revoke(lease.id(), "arn:another", "again")).isEqualTo(first);
        assertThat(policies.writes()).isEqualTo(writes);
    }

    @Test
    void anUnknownLeaseIsRefused() {
        Revoked revoked = revoking.revoke(new LeaseId("zzzzzzzzzzzz"), "arn:someone", "x");

        assertThat(((Revoked.Refused) revoked).refusal().code()).isEqualTo("lease-unknown");
        assertThat(policies.writes()).isZero();
    }

    @Test
    void aLeasePastItsDeadlineHasExpiredAndNeedsNoDenial() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        now = lease.expiresAt();

        assertThat(ended(revoking.revoke(lease.id(), "arn:someone", "late")).state())
                .isEqualTo(LeaseState.EXPIRED);
        assertThat(policies.writes()).isZero();
    }

    @Test
    void aListThatDoesNotFitEndsTheWholeRoleRatherThanLeavingOneSession() {
        policies.leave(200);
        for (int i = 0; i < 30; i++) {
            leases.denyLists().enter(denial("%012d".formatted(i)));
        }

        enforcing.apply(ROLE, "me");

        assertThat(policies.of(ROLE))
                .contains("aws:TokenIssueTime")
                .contains("2026-03-01T12:01:05Z");
        assertThat(overflows).containsExactly(ROLE);
    }

    @Test
    void aFullRolesListFits() {
        for (int i = 0; i < 400 + 20; i++) {
            leases.denyLists().enter(denial("%012d".formatted(i)));
        }

        enforcing.apply(ROLE, "me");

        assertThat(overflows).isEmpty();
        assertThat(policies.denied(ROLE)).hasSize(420);
        // What brokered-role.yaml itself puts inline needs about 350 of the 10,240.
        assertThat(policies.of(ROLE)).hasSizeLessThan(9_800);
    }

    @Test
    void parallelRevocationsShareWritesAndLoseNothing() throws Exception {
        List<LeaseId> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(Samples.activeIn(leases, "%012d".formatted(i)).id());
        }

        try (ExecutorService pool = Executors.newFixedThreadPool(50)) {
            var all =
                    ids.stream()
                            .map(id -> pool.submit(() -> revoking.revoke(id, "arn:someone", "x")))
                            .toList();
            for (var each : all) {
                assertThat(ended(each.get()).receipt()).isNotNull();
            }
        }

        assertThat(policies.denied(ROLE))
                .containsAll(ids.stream().map(id -> "*/" + id + "/*").toList());
        assertThat(leases.denyLists().on(ROLE).lookAgainAt()).isNull();
    }

    @Test
    void aWriterThatDiedIsFollowedAndItsLateWriteIsMadeGood() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        RolePolicies dies =
                new RolePolicies() {
                    @Override
                    public Written put(String role, String document) {
                        throw new AssertionError("killed");
                    }

                    @Override
                    public Written remove(String role) {
                        throw new AssertionError("killed");
                    }
                };
        leases.write(Samples.ended(lease, LeaseState.REVOKED, now));
        assertThatThrownBy(() -> enforcing(dies).apply(ROLE, "dead")).hasMessage("killed");

        assertThat(leases.denyLists().due(now.plusSeconds(9))).isEmpty();
        now = now.plusSeconds(10);
        assertThat(leases.denyLists().due(now)).containsExactly(ROLE);
        enforcing.apply(ROLE, "next");
        assertThat(policies.denied(ROLE)).containsExactly("*/aaaaaaaaaaaa/*");

        // The dead writer's last request arrives only now.
        policies.put(ROLE, DenyPolicy.of(List.of(denial("999999999999"))));
        now = now.plusSeconds(60);
        assertThat(leases.denyLists().due(now)).containsExactly(ROLE);
        enforcing.apply(ROLE, "last");
        assertThat(policies.denied(ROLE)).containsExactly("*/aaaaaaaaaaaa/*");
        assertThat(leases.denyLists().on(ROLE).lookAgainAt()).isNull();
    }

    @Test
    void aSlowWriterDoesNotLeaveWhatAnotherHasMadeOld() {
        Lease a = Samples.activeIn(leases, "aaaaaaaaaaaa");
        Lease b = Samples.activeIn(leases, "bbbbbbbbbbbb");
        leases.write(Samples.ended(a, LeaseState.REVOKED, now));
        RolePolicies slow =
                new RolePolicies() {
                    private boolean overtaken;

                    @Override
                    public Written put(String role, String document) {
                        if (!overtaken) {
                            overtaken = true;
                            now = now.plusSeconds(11); // its turn is over
                            leases.write(Samples.ended(b, LeaseState.REVOKED, now));
                            enforcing.apply(role, "another");
                        }
                        return policies.put(role, document);
                    }

                    @Override
                    public Written remove(String role) {
                        return policies.remove(role);
                    }
                };

        enforcing(slow).apply(ROLE, "slow");

        assertThat(find("bbbbbbbbbbbb").receipt()).as("it counts as denied").isNotNull();
        assertThat(policies.denied(ROLE)).containsExactly("*/aaaaaaaaaaaa/*", "*/bbbbbbbbbbbb/*");
    }

    @Test
    void aCrashBetweenALeaseAndThoseBelowIsMadeGoodWithTheDenial() {
        Lease a = Samples.activeIn(leases, "aaaaaaaaaaaa");
        Samples.activeIn(leases, "aaaaaaaaaaaa", "bbbbbbbbbbbb");
        leases.write(Samples.ended(a, LeaseState.RELEASED, now));

        enforcing.apply(ROLE, "me");

        assertThat(find("bbbbbbbbbbbb").state()).isEqualTo(LeaseState.RELEASED);
        assertThat(policies.denied(ROLE)).containsExactly("*/aaaaaaaaaaaa/*");
    }

    private static final String SHADOW = "AROAFAKEFAKEFAKE0001:evil";

    @Test
    void aSessionWithoutALeaseIsDeniedByItsUserIdBesideWhatIsDeniedAlready() {
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        revoking.revoke(lease.id(), "arn:someone", "leaked");

        assertThat(revoking.revokeSession(ROLE, SHADOW)).isEmpty();
        int writes = policies.writes();
        assertThat(revoking.revokeSession(ROLE, SHADOW)).as("again").isEmpty();

        assertThat(policies.writes()).isEqualTo(writes);
        assertThat(policies.denied(ROLE)).contains("*/aaaaaaaaaaaa/*");
        assertThat(policies.of(ROLE))
                .contains("\"StringEquals\":{\"aws:userid\":[\"" + SHADOW + "\"]}");
        now = now.plus(Duration.ofHours(12)).plusSeconds(1);
        enforcing.apply(ROLE, "expire");
        assertThat(policies.of(ROLE)).as("STS has ended it").doesNotContain(SHADOW);
    }

    @Test
    void aSessionThatALeaseStandsForIsNoShadow() {
        Samples.activeIn(leases, "aaaaaaaaaaaa");

        assertThat(revoking.revokeSession(ROLE, FakeSessions.ROLE_ID + ":aaaaaaaaaaaa"))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.code()).isEqualTo("session-leased"));
        assertThat(revoking.revokeSession(ROLE, "AROAMADEANEW00000001:aaaaaaaaaaaa")).isEmpty();
    }

    @Test
    void whatIsNoSessionOfABrokeredRoleIsRefused() {
        for (String session :
                List.of(
                        "*",
                        "AROAFAKEFAKEFAKE0001:*",
                        "AROAFAKEFAKEFAKE0001:a${x}",
                        "AIDAALICE00000000001",
                        "")) {
            assertThat(revoking.revokeSession(ROLE, session)).as(session).isPresent();
        }
        for (String role : List.of("arn:aws:iam::123456789012:role/Admin", "*", "")) {
            assertThat(revoking.revokeSession(role, SHADOW)).as(role).isPresent();
        }
        assertThat(policies.of(ROLE)).isEmpty();
    }

    @Test
    void shadowsCannotPushOutWhatElseARoleDenies() {
        for (int i = 0; i < Shadows.MOST; i++) {
            assertThat(revoking.revokeSession(ROLE, SHADOW + i)).isEmpty();
        }

        assertThat(revoking.revokeSession(ROLE, SHADOW))
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.code()).isEqualTo("shadows-full"));
        assertThat(revoking.revokeSession(ROLE, SHADOW + 0)).as("one that is there").isEmpty();
        assertThat(overflows).isEmpty();
    }

    private Denial denial(String id) {
        return new Denial(
                ROLE,
                new Lineage(List.of(new LeaseId(id))),
                now,
                now.plus(Duration.ofMinutes(16)),
                null,
                false);
    }

    private Lease find(String id) {
        return leases.find(new LeaseId(id)).orElseThrow();
    }

    @Test
    void whoeverWatchesIsToldHowFullTheListIsAndWhenTheLeaseWasDenied() {
        List<Integer> written = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        Alarms alarms =
                new Alarms() {
                    @Override
                    public void denyListOverflowed(String role, int denials) {
                        throw new AssertionError("it fits");
                    }

                    @Override
                    public void denyListWritten(String role, int characters, int room) {
                        assertThat(room).isEqualTo(10_240);
                        written.add(characters);
                    }

                    @Override
                    public void denied(Lease lease) {
                        receipts.add(lease.receipt());
                    }
                };
        Lease lease = Samples.activeIn(leases, "aaaaaaaaaaaa");
        Enforcing watched =
                new Enforcing(
                        leases,
                        leases.denyLists(),
                        policies,
                        events,
                        alarms,
                        () -> now,
                        pause -> {});

        new Ending(leases, events)
                .end(lease.id(), LeaseState.REVOKED, "arn:someone", "leaked", now);
        watched.apply(ROLE, "me");

        assertThat(written).containsExactly(policies.of(ROLE).length());
        assertThat(receipts).containsExactly(find("aaaaaaaaaaaa").receipt());
    }

    private Enforcing enforcing(RolePolicies policies) {
        return new Enforcing(
                leases,
                leases.denyLists(),
                policies,
                events,
                (role, denials) -> overflows.add(role),
                () -> now,
                pause -> LockSupport.parkNanos(pause.toNanos()));
    }

    private Revoking revoking(Canaries canaries) {
        return new Revoking(
                leases,
                leases.denyLists(),
                enforcing,
                canaries,
                halts,
                events,
                () -> now,
                new Random(7));
    }

    private static Lease ended(Revoked revoked) {
        return ((Revoked.Ended) revoked).lease();
    }
}
