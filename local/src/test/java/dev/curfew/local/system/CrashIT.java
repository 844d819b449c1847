package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.core.journal.InMemorySeals;
import dev.curfew.core.journal.SecretNotary;
import dev.curfew.core.journal.Verifying;
import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.Expiring;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseEvents;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Probe;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.SessionCredentials;
import dev.curfew.core.lease.Sessions;
import dev.curfew.core.revocation.RolePolicies;
import dev.curfew.local.system.Agents.Agent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A function that dies between any two of its steps: what it leaves, {@code expire} brings to the
 * truth within a minute, together with whoever applies the deny lists that it asks for.
 *
 * <p>Each port's every call is made to fail once, before it comes to pass. To die after a call is
 * to die before the next, and after the last is to be done. The ports are real, the cloud is real,
 * and so are the sessions that are tried afterwards.
 */
class CrashIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "crash-it", 1);
    private static final String ROLE = AGENTS.role();
    private static final InProcess REAL = InProcess.of(CURFEW, AGENTS);

    /** As sudden as the end of a process: nothing after it runs. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Counts the calls of every port, and ends all before the one of that number. */
    private static final class Crashing {
        private final int before;
        private int calls;

        Crashing(int before) {
            this.before = before;
        }

        InProcess process() {
            return new InProcess(
                    port(Leases.class, REAL.leases()),
                    port(DenyLists.class, REAL.denyLists()),
                    port(RolePolicies.class, REAL.policies()),
                    port(Sessions.class, REAL.sessions()),
                    port(Probe.class, REAL.probe()),
                    port(LeaseEvents.class, REAL.events()),
                    REAL.clock());
        }

        <P> P port(Class<P> type, P behind) {
            return type.cast(
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (proxy, method, arguments) -> {
                                if (++calls == before) {
                                    throw new Crash();
                                }
                                try {
                                    return method.invoke(behind, arguments);
                                } catch (InvocationTargetException thrown) {
                                    throw thrown.getCause();
                                }
                            }));
        }
    }

    @Test
    void whereverIssuingDiesNoSessionIsLiveThatTheTableDoesNotKnow() {
        List<LeaseState> left = new ArrayList<>();
        int points =
                atEveryCall(
                        1,
                        crashing -> {
                            Agent parent = left.size() % 2 == 0 ? null : AGENTS.issue("PT15M");
                            List<Lease> asked = new ArrayList<>();
                            List<SessionCredentials> opened = new ArrayList<>();
                            Sessions watched =
                                    (lease, duration) -> {
                                        asked.add(lease);
                                        Sessions.Opened answer =
                                                REAL.sessions().open(lease, duration);
                                        if (answer instanceof Sessions.Opened.Live live) {
                                            opened.add(live.credentials());
                                        }
                                        return answer;
                                    };
                            boolean done = issue(crashing, parent, watched);
                            settle();
                            for (SessionCredentials session : opened) {
                                Lease lease = AGENTS.find(asked.getFirst().id());
                                left.add(lease.state());
                                assertThat(AGENTS.works(Agents.credentials(session)))
                                        .as("the session of lease " + lease)
                                        .isEqualTo(lease.state() == LeaseState.ACTIVE);
                                holds(lease);
                            }
                            if (opened.isEmpty()) {
                                left.add(LeaseState.FAILED);
                            }
                            return done;
                        });

        assertThat(left).contains(LeaseState.FAILED, LeaseState.ACTIVE);
        Campaign.print(
                "issue died at " + points + " points, before every call: the state came right");
    }

    @Test
    void whereverReleasingDiesWhatIsReleasedStopsWithAllBelow() {
        endsWholeWhereverItDies(
                "release",
                1,
                (crashing, agent) ->
                        crashing.process()
                                .releasing()
                                .release(agent.caller(), agent.id(), REAL.clock().instant()));
    }

    @Test
    void whereverRevokingDiesWhatIsRevokedStopsWithAllBelow() {
        endsWholeWhereverItDies(
                "revoke",
                Campaign.size(1, 3),
                (crashing, agent) -> {
                    InProcess process = crashing.process();
                    process.revoking(process.canaries(AGENTS)).revoke(agent.id(), "test", "test");
                });
    }

    @Test
    void whereverExpiringDiesTheNextRunGoesOn() {
        int points =
                atEveryCall(
                        1,
                        crashing -> {
                            Agent parent = AGENTS.issue("PT15M");
                            List<SessionCredentials> opened = new ArrayList<>();
                            issue(
                                    new Crashing(4), // between STS and the note that it answered
                                    parent,
                                    (lease, duration) -> {
                                        Sessions.Opened answer =
                                                REAL.sessions().open(lease, duration);
                                        opened.add(((Sessions.Opened.Live) answer).credentials());
                                        return answer;
                                    });
                            InProcess process = crashing.process();
                            boolean done =
                                    survives(() ->
                                            new Expiring(
                                                            process.leases(),
                                                            process.denyLists(),
                                                            process.events())
                                                    .run(Instant.now().plusSeconds(61)));
                            settle(Duration.ofSeconds(122));
                            assertThat(AGENTS.works(Agents.credentials(opened.getFirst())))
                                    .isFalse();
                            return done;
                        });
        Campaign.print(
                "expire died at " + points + " points, before every call: the next run went on");
    }

    private interface Ends {
        void end(Crashing crashing, Agent agent);
    }

    private void endsWholeWhereverItDies(String what, int step, Ends ends) {
        List<LeaseState> left = new ArrayList<>();
        int points =
                atEveryCall(
                        step,
                        crashing -> {
                            Agent agent = AGENTS.issue("PT15M");
                            Agent below = AGENTS.delegate(agent);
                            boolean done = survives(() -> ends.end(crashing, agent));
                            settle();
                            Lease lease = AGENTS.find(agent.id());
                            left.add(lease.state());
                            boolean untouched = lease.state() == LeaseState.ACTIVE;
                            assertThat(AGENTS.stateOf(below)).isEqualTo(lease.state());
                            assertThat(AGENTS.works(agent)).isEqualTo(untouched);
                            assertThat(AGENTS.works(below)).isEqualTo(untouched);
                            for (Agent each : List.of(agent, below)) {
                                Lease ended = AGENTS.find(each.id());
                                assertThat(ended.receipt() == null)
                                        .as("receipt of " + ended)
                                        .isEqualTo(untouched);
                                holds(ended);
                            }
                            return done;
                        });

        assertThat(left).contains(LeaseState.ACTIVE);
        assertThat(left.getLast()).isNotEqualTo(LeaseState.ACTIVE);
        Campaign.print(
                "%s died at %d points, before every call%s: the state came right"
                        .formatted(what, points, step == 1 ? "" : " whose number is 1 of " + step));
    }

    private interface Attempt {
        /** True once it came to its end. */
        boolean survives(Crashing crashing);
    }

    /**
     * Dies before every call, or before every so manieth, until there is none left to die before.
     */
    private static int atEveryCall(int step, Attempt attempt) {
        int points = 0;
        while (true) {
            if (attempt.survives(new Crashing(1 + points * step))) {
                return points;
            }
            points++;
            assertThat(points).as("it comes to an end").isLessThan(200);
        }
    }

    private static boolean survives(Runnable function) {
        try {
            function.run();
            return true;
        } catch (Crash crash) {
            return false;
        }
    }

    private static boolean issue(Crashing crashing, @Nullable Agent parent, Sessions sessions) {
        return survives(() ->
                AGENTS.issuing(
                                crashing.port(Leases.class, REAL.leases()),
                                crashing.port(Sessions.class, sessions),
                                crashing.port(LeaseEvents.class, REAL.events()))
                        .issue(
                                parent == null ? Agents.ROOT : parent.caller(),
                                Agents.read(AGENTS.request(AGENTS.scope(), "PT14M")),
                                Instant.now()));
    }

    /** A minute later expire runs, and each deny list that it asks for is applied. */
    private static void settle() {
        settle(Duration.ofSeconds(61));
    }

    private static void settle(Duration after) {
        InstantSource later = InstantSource.offset(Clock.systemUTC(), after);
        RecordedLeaseEvents asked = new RecordedLeaseEvents();
        new Expiring(REAL.leases(), REAL.denyLists(), asked).run(later.instant());
        asked.denyListsDue().stream()
                .filter(ROLE::equals)
                .forEach(role -> REAL.at(later).enforcing().apply(role, "a test"));
    }

    /** What must be so of a lease and its role, whatever happened. */
    private static void holds(Lease lease) {
        assertThat(lease.state()).isNotEqualTo(LeaseState.PENDING);
        assertThat(CURFEW.denyLists().on(ROLE).denials()).noneMatch(Denial::isPending);
        long counted =
                CURFEW.leases().stream()
                        .filter(each -> each.role().equals(ROLE) && each.counted())
                        .count();
        assertThat(CURFEW.leaseTable().sessionsOn(List.of(ROLE)))
                .containsEntry(ROLE, (int) counted);
        Verifying verifying =
                new Verifying(
                        new DynamoJournal(CURFEW.dynamo(), CURFEW.output("JournalTable")),
                        new DynamoHeads(
                                CURFEW.dynamo(),
                                CURFEW.output("LeasesTable"),
                                CURFEW.output("InventoryTable")),
                        new InMemorySeals(),
                        new SecretNotary("unused"));
        assertThat(verifying.look(lease.id().value(), Instant.now()).flaws()).isEmpty();
    }
}
