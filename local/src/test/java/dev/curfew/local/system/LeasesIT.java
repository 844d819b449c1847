package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.aws.DynamoLeases;
import dev.curfew.core.lease.Expiring;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Leases.Opening;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The leases' table keeps what its port promises, also when many write at once. */
class LeasesIT {

    private final Leases leases = new DynamoLeases(CURFEW.dynamo(), CURFEW.output("LeasesTable"));

    @Test
    void aLeaseReadsAsItWasWritten() {
        Lease pending = sample("leasesit0001", "role-read", "holder-read");

        assertThat(leases.open(pending, Leases.Limits.DEFAULT)).isEqualTo(Opening.OPENED);
        assertThat(leases.find(pending.id())).contains(pending);
        assertThat(leases.replace(pending, pending.activated())).isTrue();
        assertThat(leases.find(pending.id())).contains(pending.activated());
    }

    @Test
    void aWriterThatComesLateWritesNothing() {
        Lease pending = sample("leasesit0002", "role-late", "holder-late");
        leases.open(pending, Leases.Limits.DEFAULT);
        Lease failed = pending.ended(LeaseState.FAILED, Samples.ISSUED);
        leases.replace(pending, failed);

        assertThat(leases.replace(pending, pending.activated())).isFalse();
        assertThat(leases.find(pending.id())).contains(failed);
    }

    @Test
    void ofManyAtOnceJustAsManyGetInAsTheRoleHolds() throws Exception {
        Leases.Limits limits = new Leases.Limits(10, 100);
        List<Callable<Opening>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Lease pending = sample("leasesit1%03d".formatted(i), "role-full", "holder-" + i);
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
        assertThat(leases.sessionsOn(List.of("role-full"))).containsEntry("role-full", 10);
    }

    @Test
    void theHolderIsCountedAcrossRoles() {
        Leases.Limits limits = new Leases.Limits(100, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(leases.open(sample("leasesit200" + i, "role-h" + i, "holder-full"), limits))
                    .isEqualTo(Opening.OPENED);
        }

        assertThat(leases.open(sample("leasesit2009", "role-h9", "holder-full"), limits))
                .isEqualTo(Opening.HOLDER_FULL);
        assertThat(leases.sessionsOn(List.of("role-h9"))).as("nothing was written").isEmpty();
    }

    @Test
    void whatIsDueIsFoundClosedAndAtLastNoLongerCounted() {
        Lease pending = sample("leasesit3000", "role-due", "holder-due");
        leases.open(pending, Leases.Limits.DEFAULT);
        leases.replace(pending, pending.activated());
        Expiring expiring = new Expiring(leases, new RecordedLeaseEvents());

        expiring.run(pending.expiresAt());
        assertThat(leases.find(pending.id()).orElseThrow().state()).isEqualTo(LeaseState.EXPIRED);
        assertThat(leases.sessionsOn(List.of("role-due"))).containsEntry("role-due", 1);

        expiring.run(pending.sessionEndsAt());
        assertThat(leases.sessionsOn(List.of("role-due"))).containsEntry("role-due", 0);
        assertThat(leases.due(pending.sessionEndsAt().plus(Duration.ofDays(1)), 1000))
                .extracting(Lease::id)
                .doesNotContain(pending.id());
    }

    private static Lease sample(String id, String role, String holder) {
        Lease lease = Samples.pending(id);
        return new Lease(
                lease.id(),
                holder,
                lease.task(),
                role,
                lease.lineage(),
                lease.reason(),
                lease.sessionPolicy(),
                lease.issuedAt(),
                lease.expiresAt(),
                lease.sessionEndsAt(),
                lease.state(),
                lease.endedAt(),
                lease.counted(),
                lease.version());
    }
}
