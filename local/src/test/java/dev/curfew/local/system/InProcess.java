package dev.curfew.local.system;

import static dev.curfew.local.system.Agents.PLENTY;

import dev.curfew.aws.DoorProbe;
import dev.curfew.aws.IamRolePolicies;
import dev.curfew.core.lease.Canary;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Probe;
import dev.curfew.core.lease.Releasing;
import dev.curfew.core.lease.Sessions;
import dev.curfew.core.revocation.Canaries;
import dev.curfew.core.revocation.Enforcing;
import dev.curfew.core.revocation.Revoking;
import dev.curfew.core.revocation.RolePolicies;
import dev.curfew.core.watch.InMemoryHalts;
import dev.curfew.local.LocalCloud;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The functions of a deployed stack inside of this process, over the same tables, roles and
 * sessions: a test can put something between them and the world.
 *
 * @param clock what they take for the time
 */
record InProcess(
        Leases leases,
        DenyLists denyLists,
        RolePolicies policies,
        Sessions sessions,
        Probe probe,
        LeaseEvents events,
        InstantSource clock) {

    /** As they are deployed, but that nobody hears their events. */
    static InProcess of(DeployedCurfew curfew, Agents agents) {
        return new InProcess(
                curfew.leaseTable(),
                curfew.denyLists(),
                new IamRolePolicies(curfew.iam()),
                agents.sessions(),
                new DoorProbe(
                        LambdaClient.builder()
                                .endpointOverride(curfew.cloud().endpoint())
                                .region(LocalCloud.REGION),
                        agents.doors().release(),
                        Clock.systemUTC(),
                        InProcess::pause),
                Agents.NOBODY,
                Clock.systemUTC());
    }

    InProcess at(InstantSource time) {
        return new InProcess(leases, denyLists, policies, sessions, probe, events, time);
    }

    Releasing releasing() {
        return new Releasing(leases, events);
    }

    Enforcing enforcing() {
        return new Enforcing(
                leases,
                denyLists,
                policies,
                events,
                (role, denials) -> {
                    throw new AssertionError("the deny list of " + role + " does not fit");
                },
                clock,
                InProcess::pause);
    }

    Revoking revoking(Canaries canaries) {
        return new Revoking(
                leases,
                denyLists,
                enforcing(),
                canaries,
                new InMemoryHalts(),
                events,
                clock,
                new Random());
    }

    Canaries canaries(Agents agents) {
        return (role, id) -> watch(agents, role, id);
    }

    private Optional<Instant> watch(Agents agents, String role, LeaseId id) {
        Canary canary = new Canary(leases, sessions, events, probe, PLENTY, agents.doors());
        return canary.watch(id, role, "a test", clock.instant(), Duration.ofSeconds(10))
                        instanceof Canary.Seen.Denied(Instant at)
                ? Optional.of(at)
                : Optional.empty();
    }

    private static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}
