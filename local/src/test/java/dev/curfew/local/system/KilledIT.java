package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.functions.issue.IssueHandler;
import dev.curfew.functions.release.ReleaseHandler;
import dev.curfew.functions.revoke.RevokeHandler;
import dev.curfew.local.FunctionProcesses;
import dev.curfew.local.system.Agents.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The process of a deployed function is killed in the middle of its work; the deployed {@code
 * expire} and {@code revoke} bring what it left to the truth.
 */
class KilledIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "killed-it", 1);
    private static final String ROLE = AGENTS.role();

    @Test
    void issueIsKilledAndWhatItLeftIsClosed() throws Exception {
        Lease left;
        int attempts = 0;
        do {
            assertThat(attempts++).as("it is hard to hit").isLessThan(20);
            int before = sessions();
            kill(
                    IssueHandler.class,
                    () -> CURFEW.issue("killed-it", "PT15M", AGENTS.scope()),
                    () -> sessions() > before);
            left = newest();
        } while (left.state() != LeaseState.PENDING);
        LeaseId id = left.id();

        aMinutePasses(left);
        until(
                "the lease is closed and denied",
                () -> {
                    CURFEW.invoke("expire", Json.MAPPER.createObjectNode());
                    return AGENTS.find(id).state() == LeaseState.FAILED
                            && AGENTS.denied(ROLE).contains("*/" + id + "/*")
                            && nothingPending();
                });

        Campaign.print(
                "issue was killed between asking STS and noting its answer (attempt %d): expire and revoke closed and denied what it left"
                        .formatted(attempts));
    }

    private static Lease newest() {
        return CURFEW.leases().stream()
                .filter(lease -> lease.role().equals(ROLE))
                .filter(lease -> lease.task().equals("killed-it"))
                .max(
                        Comparator.comparing(Lease::issuedAt)
                                .thenComparing(Lease::version, Comparator.reverseOrder()))
                .orElseThrow();
    }

    @Test
    void releaseIsKilledAndWhatItEndedStopsWithAllBelow() throws Exception {
        Agent agent = AGENTS.issue("PT15M");
        List<Agent> below = below(agent);

        kill(
                ReleaseHandler.class,
                () -> AGENTS.release(agent, agent.id()),
                () -> AGENTS.stateOf(agent) != LeaseState.ACTIVE);

        stopped("release", LeaseState.RELEASED, agent, below);
    }

    @Test
    void revokeIsKilledAndWhatItEndedStopsWithAllBelow() throws Exception {
        Agent agent = AGENTS.issue("PT15M");
        List<Agent> below = below(agent);

        kill(
                RevokeHandler.class,
                () -> CURFEW.revoke(agent.id(), "test"),
                () -> AGENTS.stateOf(agent) != LeaseState.ACTIVE);

        stopped("revoke", LeaseState.REVOKED, agent, below);
    }

    private static List<Agent> below(Agent agent) {
        List<Agent> below = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            below.add(AGENTS.delegate(agent));
        }
        return below;
    }

    private static void stopped(String what, LeaseState state, Agent agent, List<Agent> below) {
        long open = below.stream().filter(each -> AGENTS.stateOf(each).isOpen()).count();
        boolean denied = !AGENTS.works(agent);
        until(
                "all below have ended and nothing is left undone",
                () -> {
                    CURFEW.invoke("expire", Json.MAPPER.createObjectNode());
                    return below.stream().allMatch(each -> AGENTS.stateOf(each) == state)
                            && nothingPending();
                });
        assertThat(AGENTS.stateOf(agent)).isEqualTo(state);
        assertThat(AGENTS.works(agent)).isFalse();
        assertThat(below).noneMatch(AGENTS::works);
        assertThat(AGENTS.find(agent.id()).receipt()).isNotNull();
        Campaign.print(
                "%s was killed in the middle: %d of 3 below were still open, the session was %s; expire and revoke brought it right"
                        .formatted(what, open, denied ? "denied" : "not denied yet"));
    }

    /** Kills the function's process once it is in the middle. */
    private static void kill(Class<?> handler, Callable<JsonNode> call, BooleanSupplier middle)
            throws InterruptedException {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            // It runs already, so that it can be found at once.
            List<ProcessHandle> processes = warm(handler);
            Future<JsonNode> asked = pool.submit(call);
            while (!middle.getAsBoolean() && !asked.isDone()) {
                Thread.onSpinWait();
            }
            processes.forEach(ProcessHandle::destroyForcibly);
            try {
                asked.get();
            } catch (ExecutionException killed) {
                // As it should be; an answer that was quicker is judged by what it left.
            }
        }
    }

    private static List<ProcessHandle> warm(Class<?> handler) {
        String function = handler.getSimpleName().replace("Handler", "").toLowerCase(Locale.ROOT);
        CURFEW.ask(function, Json.MAPPER.createObjectNode()); // refused, for it proves nothing
        List<ProcessHandle> processes = FunctionProcesses.of(CURFEW.cloud(), handler);
        assertThat(processes).isNotEmpty();
        return processes;
    }

    /** A lease is older than it was; waiting would do the same. */
    private static void aMinutePasses(Lease pending) {
        Instant then = pending.issuedAt().minusSeconds(60);
        CURFEW.dynamo()
                .updateItem(update ->
                        update.tableName(CURFEW.output("LeasesTable"))
                                .key(
                                        Map.of(
                                                "pk",
                                                AttributeValue.fromS("lease#" + pending.id()),
                                                "sk",
                                                AttributeValue.fromS("lease")))
                                .updateExpression("SET issuedAt = :then, dueAt = :due")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":then",
                                                AttributeValue.fromS(then.toString()),
                                                ":due",
                                                AttributeValue.fromN(
                                                        String.valueOf(
                                                                then.plusSeconds(60)
                                                                        .getEpochSecond())))));
    }

    private static int sessions() {
        return CURFEW.leaseTable().sessionsOn(List.of(ROLE)).getOrDefault(ROLE, 0);
    }

    private static boolean nothingPending() {
        return CURFEW.denyLists().on(ROLE).denials().stream().noneMatch(Denial::isPending);
    }

    /** Within the minute that Curfew promises. */
    private static void until(String what, BooleanSupplier holds) {
        Instant patience = Instant.now().plus(Duration.ofSeconds(60));
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(patience);
            DeployedCurfew.pause();
        }
    }
}
