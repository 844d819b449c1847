package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.lease.ForwardingLeases;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.local.system.Agents.Agent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who delegates while the lease above is revoked: one of the two comes first. */
class RaceIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "race-it", 1);

    /** How many nanoseconds it takes here and now. */
    private static long delegating() {
        Agent parent = AGENTS.issue("PT15M");
        AGENTS.delegate(parent);
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            AGENTS.delegate(parent);
        }
        return (System.nanoTime() - start) / 5;
    }

    /** Sleeps that many nanoseconds once the lease above was found to be active. */
    private static Issued delegate(Agent parent, long stall) {
        Leases slow =
                new ForwardingLeases(CURFEW.leaseTable()) {
                    @Override
                    public Opening open(Lease.Change requested, Limits limits) {
                        LockSupport.parkNanos(stall);
                        return super.open(requested, limits);
                    }
                };
        return AGENTS.issuing(slow, AGENTS.sessions(), Agents.NOBODY)
                .issue(
                        parent.caller(),
                        Agents.read(AGENTS.request(AGENTS.scope(), "PT1M")),
                        Instant.now());
    }

    @Test
    void thereIsNeverALiveLeaseBelowADeadOne() throws Exception {
        InProcess process = InProcess.of(CURFEW, AGENTS);
        Random random = new Random(Campaign.SEED);
        Map<String, Integer> outcomes = new TreeMap<>();
        int rounds = Campaign.size(200, 20);
        long longest = delegating();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < rounds; round++) {
                Agent top = AGENTS.issue("PT15M");
                // Half the time the one who delegates hangs below the one that is revoked.
                Agent parent = random.nextBoolean() ? top : AGENTS.delegate(top);
                CyclicBarrier start = new CyclicBarrier(2);
                long lead = random.nextLong(-longest, 2 * longest);
                // Now and then the one who delegates falls asleep where it is worst.
                long stall = random.nextInt(4) > 0 ? 0 : random.nextLong(10 * longest);
                Future<Issued> delegated =
                        pool.submit(() -> {
                            start.await();
                            LockSupport.parkNanos(-lead);
                            return delegate(parent, stall);
                        });
                Future<?> revoked =
                        pool.submit(() -> {
                            start.await();
                            LockSupport.parkNanos(lead);
                            return process.revoking((role, canary) -> Optional.empty())
                                    .revoke(top.id(), "test", "test");
                        });
                revoked.get();

                String outcome =
                        switch (delegated.get()) {
                            case Issued.Refused(var refusal) -> refusal.code();
                            case Issued.Granted granted -> {
                                assertThat(AGENTS.works(Agents.agent(granted))).isFalse();
                                yield "granted, and denied with the one above";
                            }
                        };
                outcomes.merge(outcome, 1, Integer::sum);
                assertThat(AGENTS.works(parent)).isFalse();
            }
        }

        Map<LeaseId, Lease> leases =
                CURFEW.leases().stream()
                        .filter(lease -> lease.role().equals(AGENTS.role()))
                        .collect(Collectors.toMap(Lease::id, Function.identity()));
        assertThat(leases.values())
                .filteredOn(lease ->
                        lease.lineage().ancestors().stream()
                                .map(leases::get)
                                .anyMatch(above -> above.state() == LeaseState.REVOKED))
                .isNotEmpty()
                .noneMatch(lease -> lease.state().isOpen());
        assertThat(outcomes.size()).as("who comes first differs: " + outcomes).isGreaterThan(1);
        Campaign.print(
                rounds
                        + " delegations racing the revocation above: no live lease below a dead one; "
                        + outcomes);
    }
}
