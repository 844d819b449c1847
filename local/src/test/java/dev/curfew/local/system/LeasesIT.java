package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.aws.DynamoHalts;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.Expiring;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Leases.Opening;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.SampleHalts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The leases' table keeps what its port promises, also when many write at once. */
class LeasesIT {

    private final Leases leases = CURFEW.leaseTable();

    @Test
    void aLeaseReadsAsItWasWritten() {
        Lease.Change requested = sample("leasesit0001", role("read"), "holder-read");
        Lease pending = requested.after();
        Lease.Change activated = Samples.activated(pending);

        assertThat(leases.open(requested, Leases.Limits.DEFAULT)).isEqualTo(Opening.OPENED);
        assertThat(leases.find(pending.id())).contains(pending);
        assertThat(leases.write(activated)).isTrue();
        assertThat(leases.find(pending.id())).contains(activated.after());
        Lease.Change revoked =
                Samples.ended(activated.after(), LeaseState.REVOKED, Samples.ISSUED.plusMillis(7));
        assertThat(leases.write(revoked)).isTrue();
        Lease.Change denied = revoked.after().denied(Samples.ISSUED, Samples.ISSUED.plusMillis(8));
        assertThat(leases.write(denied)).isTrue();
        assertThat(leases.find(pending.id())).contains(denied.after());
        assertThat(CURFEW.denyLists().on(role("read")).denials())
                .containsExactly(Objects.requireNonNull(revoked.denial()));
    }

    @Test
    void aWriterThatComesLateWritesNothing() {
        Lease.Change requested = sample("leasesit0002", role("late"), "holder-late");
        Lease pending = requested.after();
        leases.open(requested, Leases.Limits.DEFAULT);
        Lease.Change ended = Samples.ended(pending, LeaseState.REVOKED, Samples.ISSUED);
        leases.write(ended);

        assertThat(leases.write(Samples.activated(pending))).isFalse();
        assertThat(leases.find(pending.id())).contains(ended.after());
    }

    @Test
    void anEntryInTheWayOfItsJournalKeepsNoLeaseFromBeingDenied() {
        Lease.Change requested = sample("leasesit5000", role("entry"), "holder-entry");
        leases.open(requested, Leases.Limits.DEFAULT);
        leases.write(Samples.activated(requested.after()));
        Lease active = leases.find(requested.after().id()).orElseThrow();
        String journal = CURFEW.output("JournalTable");
        Map<String, AttributeValue> entry =
                Map.of(
                        "pk", AttributeValue.fromS("leasesit5000"),
                        "sk", AttributeValue.fromN("3"));
        CURFEW.dynamo().putItem(put -> put.tableName(journal).item(entry));
        Lease.Change revoked = Samples.ended(active, LeaseState.REVOKED, Samples.ISSUED);

        assertThatThrownBy(() -> leases.write(revoked))
                .hasMessageContaining("`leasesit5000` has an entry 3");
        CURFEW.dynamo().deleteItem(delete -> delete.tableName(journal).key(entry));
        assertThat(CURFEW.denyLists().on(role("entry")).denials())
                .containsExactly(Objects.requireNonNull(revoked.denial()));
    }

    @Test
    void nothingIsDelegatedFromALeaseThatIsNotActive() {
        Lease.Change root = sample("leasesit4000", role("tree"), "holder-tree");
        leases.open(root, Leases.Limits.DEFAULT);
        Lineage below = new Lineage(List.of(root.after().id(), new LeaseId("leasesit4001")));

        assertThat(leases.open(below(below), Leases.Limits.DEFAULT))
                .as("the lease above is pending")
                .isEqualTo(Opening.ANCESTOR_ENDED);
        leases.write(Samples.activated(root.after()));
        assertThat(leases.open(below(below), Leases.Limits.DEFAULT)).isEqualTo(Opening.OPENED);
        assertThat(leases.below(root.after().lineage())).containsExactly(below.self());
        assertThat(leases.below(below)).isEmpty();
    }

    @Test
    void theTurnToWriteARolesPolicyIsOnesAtATime() {
        DenyLists lists = CURFEW.denyLists();
        Instant now = Samples.ISSUED;

        assertThat(lists.take(role("turn"), "a", now, now.plusSeconds(10)))
                .isEqualTo(new DenyLists.Turn.Yours(false, null));
        assertThat(lists.take(role("turn"), "b", now.plusSeconds(9), now.plusSeconds(19)))
                .isEqualTo(new DenyLists.Turn.Others());
        assertThat(lists.take(role("turn"), "b", now.plusSeconds(10), now.plusSeconds(20)))
                .isEqualTo(new DenyLists.Turn.Yours(true, null));
        lists.give(role("turn"), "a", null);
        lists.give(role("turn"), "b", now.plusSeconds(70));
        assertThat(lists.on(role("turn")).lookAgainAt()).isEqualTo(now.plusSeconds(70));
        assertThat(lists.due(now.plusSeconds(69))).doesNotContain(role("turn"));
        assertThat(lists.due(now.plusSeconds(70))).contains(role("turn"));
        assertThat(lists.take(role("turn"), "c", now.plusSeconds(71), now.plusSeconds(81)))
                .isEqualTo(new DenyLists.Turn.Yours(false, now.plusSeconds(70)));
        lists.give(role("turn"), "c", null);
        assertThat(lists.on(role("turn")).lookAgainAt()).isNull();
    }

    @Test
    void ofManyAtOnceJustAsManyGetInAsTheRoleHolds() throws Exception {
        Leases.Limits limits = new Leases.Limits(10, 100);
        List<Callable<Opening>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Lease.Change pending =
                    sample("leasesit1%03d".formatted(i), role("full"), "holder-" + i);
            calls.add(() -> leases.open(pending, limits));
        }

        List<Opening> openings = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(15)) {
            for (Future<Opening> call : pool.invokeAll(calls)) {
                openings.add(call.get());
            }
        }

        assertThat(openings).filteredOn(Opening.OPENED::equals).hasSize(10);
        assertThat(openings).filteredOn(Opening.ROLE_FULL::equals).hasSize(20);
        assertThat(leases.sessionsOn(List.of(role("full")))).containsEntry(role("full"), 10);
    }

    @Test
    void theHolderIsCountedAcrossRoles() {
        Leases.Limits limits = new Leases.Limits(100, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(leases.open(sample("leasesit200" + i, role("h" + i), "holder-full"), limits))
                    .isEqualTo(Opening.OPENED);
        }

        assertThat(leases.open(sample("leasesit2009", role("h9"), "holder-full"), limits))
                .isEqualTo(Opening.HOLDER_FULL);
        assertThat(leases.sessionsOn(List.of(role("h9")))).as("nothing was written").isEmpty();
    }

    @Test
    void whatAHolderHoldsIsFoundAndNothingIsWrittenForOneThatIsHalted() {
        DynamoHalts halts =
                new DynamoHalts(
                        CURFEW.dynamo(),
                        CURFEW.output("LeasesTable"),
                        CURFEW.output("JournalTable"));
        Lease.Change first = sample("leasesit7701", role("halt"), "holder-halt");
        leases.open(first, Leases.Limits.DEFAULT);
        leases.open(sample("leasesit7702", role("halt"), "holder-halt-2"), Leases.Limits.DEFAULT);
        Lease lease = first.after();
        Holder holder = lease.holder();
        assertThat(leases.heldBy(holder.id(), lease.issuedAt())).containsExactly(lease.id());
        assertThat(leases.heldBy(holder.id(), lease.sessionEndsAt())).hasSize(1);
        assertThat(leases.heldBy(holder.id(), lease.sessionEndsAt().plusSeconds(1))).isEmpty();
        assertThat(halts.find(holder.id())).isEmpty();

        Halt.Change halted =
                SampleHalts.halted(holder, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        assertThat(halts.write(halted)).isTrue();

        assertThat(halts.find(holder.id())).contains(halted.after());
        assertThat(halts.halted()).contains(halted.after());
        assertThat(
                        leases.open(
                                sample("leasesit7703", role("halt"), "holder-halt"),
                                Leases.Limits.DEFAULT))
                .isEqualTo(Opening.HOLDER_HALTED);
        assertThat(leases.find(new LeaseId("leasesit7703"))).isEmpty();
        assertThat(
                        leases.open(
                                sample("leasesit7704", role("halt"), "holder-halt-2"),
                                Leases.Limits.DEFAULT))
                .isEqualTo(Opening.OPENED);

        Halt.Change lifted =
                SampleHalts.lifted(halted.after(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        assertThat(halts.write(lifted)).isTrue();
        assertThat(halts.write(SampleHalts.lifted(halted.after(), Instant.EPOCH)))
                .as("somebody was faster")
                .isFalse();
        assertThat(
                        leases.open(
                                sample("leasesit7705", role("halt"), "holder-halt"),
                                Leases.Limits.DEFAULT))
                .isEqualTo(Opening.OPENED);
        assertThat(halts.halted()).doesNotContain(halted.after());
    }

    @Test
    void whatIsDueIsFoundClosedAndAtLastNoLongerCounted() {
        Lease.Change requested = sample("leasesit3000", role("due"), "holder-due");
        Lease pending = requested.after();
        leases.open(requested, Leases.Limits.DEFAULT);
        leases.write(Samples.activated(pending));
        Expiring expiring = new Expiring(leases, CURFEW.denyLists(), new RecordedLeaseEvents());

        expiring.run(pending.expiresAt());
        assertThat(leases.find(pending.id()).orElseThrow().state()).isEqualTo(LeaseState.EXPIRED);
        assertThat(leases.sessionsOn(List.of(role("due")))).containsEntry(role("due"), 1);

        expiring.run(pending.sessionEndsAt());
        assertThat(leases.sessionsOn(List.of(role("due")))).containsEntry(role("due"), 0);
        assertThat(leases.due(pending.sessionEndsAt().plus(Duration.ofDays(1)), 1000).leases())
                .extracting(Lease::id)
                .doesNotContain(pending.id());
    }

    @Test
    void aLeaseThatCannotBeReadKeepsNoOtherFromBeingClosed() {
        Lease.Change broken = sample("leasesitbad0", role("broken"), "holder-broken");
        Lease.Change whole = sample("leasesitbad1", role("whole"), "holder-whole");
        leases.open(broken, Leases.Limits.DEFAULT);
        leases.open(whole, Leases.Limits.DEFAULT);
        leases.write(Samples.activated(whole.after()));
        Map<String, AttributeValue> key =
                Map.of(
                        "pk", AttributeValue.fromS("lease#leasesitbad0"),
                        "sk", AttributeValue.fromS("lease"));
        CURFEW.dynamo()
                .updateItem(update ->
                        update.tableName(CURFEW.output("LeasesTable"))
                                .key(key)
                                .updateExpression("SET #state = :state")
                                .conditionExpression("attribute_exists(pk)")
                                .expressionAttributeNames(Map.of("#state", "state"))
                                .expressionAttributeValues(
                                        Map.of(":state", AttributeValue.fromS("LOST"))));
        try {
            Expiring.Run run =
                    new Expiring(leases, CURFEW.denyLists(), new RecordedLeaseEvents())
                            .run(whole.after().expiresAt());

            assertThat(run.failed()).containsKey("leasesitbad0");
            assertThat(leases.find(whole.after().id()).orElseThrow().state())
                    .isEqualTo(LeaseState.EXPIRED);
        } finally {
            CURFEW.dynamo()
                    .deleteItem(delete -> delete.tableName(CURFEW.output("LeasesTable")).key(key));
        }
    }

    /** The deployed functions hear of them, too, and say on the bus what they make of them. */
    private static String role(String name) {
        return "arn:aws:iam::000000000000:role/curfew/leases-it-" + name;
    }

    private static Lease.Change sample(String id, String role, String holder) {
        return Samples.requested(
                new Lineage(List.of(new LeaseId(id))), role, new Holder(holder, holder, holder));
    }

    private static Lease.Change below(Lineage lineage) {
        return Samples.requested(
                lineage, role("tree"), new Holder("holder-tree", "holder-tree", "holder-tree"));
    }
}
