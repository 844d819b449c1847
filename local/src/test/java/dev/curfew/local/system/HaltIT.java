package dev.curfew.local.system;

import static dev.curfew.local.system.Watched.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.aws.DynamoFindings;
import dev.curfew.aws.DynamoHalts;
import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.Kind;
import dev.curfew.local.system.Agents.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/** A holder of whose leases too many are ended on findings, on the deployed stack. */
class HaltIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "halt-it", 1);
    private static final IamClient IAM = CURFEW.client(IamClient.builder());
    private static final String TEAM = "holder-of-halt-it";
    private static final String ID = Agents.idOf(TEAM);

    private final DynamoHalts halts =
            new DynamoHalts(
                    CURFEW.dynamo(), CURFEW.output("LeasesTable"), CURFEW.output("JournalTable"));

    @Test
    void theSixthRevocationEndsAllOfItAndNothingIsIssuedUntilAPersonLiftsIt() {
        EventTap tap = EventTap.on(CURFEW, CURFEW.output("EventBus"), "halt-it-tap");
        Agent others = AGENTS.issueTo("holder-of-halt-it-other", "PT15M");
        List<Agent> team = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            team.add(AGENTS.issueTo(TEAM, "PT15M"));
        }
        for (int i = 0; i < 5; i++) {
            Agent agent = team.get(i);
            escape(agent);
            await("one by one", () -> AGENTS.stateOf(agent) == LeaseState.REVOKED);
        }
        assertThat(AGENTS.works(team.get(8))).isTrue();
        assertThat(halt().isHalted()).isFalse();

        Instant start = Instant.now();
        escape(team.get(5));
        await("it is halted", () -> halt().isHalted());
        Instant halted = Instant.now();

        assertThat(AGENTS.ask(TEAM, "PT5M"))
                .isInstanceOfSatisfying(
                        Issued.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("holder-halted"));
        for (Agent agent : team) {
            AGENTS.untilDenied(agent, start);
            assertThat(AGENTS.stateOf(agent)).isEqualTo(LeaseState.REVOKED);
        }
        Instant denied = Instant.now();
        assertThat(AGENTS.works(others)).as("nobody else's").isTrue();
        Agent another = AGENTS.issueTo("holder-of-halt-it-other", "PT15M");
        assertThat(AGENTS.works(another)).isTrue();
        Finding sixth = finding(team.get(5));
        assertThat(halt().findings()).hasSize(6).contains(sixth.id());
        assertThat(sixth.revocationAt()).isNotNull();
        assertThat(
                        new DynamoJournal(CURFEW.dynamo(), CURFEW.output("JournalTable"))
                                .of(team.get(8).id().value()))
                .as("from the lease that did nothing to the findings")
                .anySatisfy(entry ->
                        assertThat(entry.detail().getOrDefault("reason", "")).contains(sixth.id()));

        JsonNode lifted =
                CURFEW.operate(
                        Json.MAPPER
                                .createObjectNode()
                                .put("operation", "lease.resume")
                                .put("holder", ID)
                                .put("reason", "its agent was mended"));

        assertThat(lifted.at("/lifted/holderId").asText()).isEqualTo(ID);
        Agent anew = AGENTS.issueTo(TEAM, "PT15M");
        assertThat(AGENTS.works(anew)).isTrue();
        tap.until(heard ->
                heard.contains("HolderHalted")
                        && heard.contains("HolderLifted")
                        && heard.contains("its agent was mended"));
        assertThat(
                        new DynamoHeads(
                                        CURFEW.dynamo(),
                                        CURFEW.output("LeasesTable"),
                                        CURFEW.output("InventoryTable"))
                                .of("holder#" + ID)
                                .orElseThrow()
                                .count())
                .isEqualTo(2);
        JsonNode again =
                CURFEW.operate(
                        Json.MAPPER
                                .createObjectNode()
                                .put("operation", "lease.resume")
                                .put("holder", ID)
                                .put("reason", "twice"));
        assertThat(again.at("/refused/code").asText()).isEqualTo("holder-not-halted");

        Campaign.print(
                "a holder's sixth revocation: halted %d ms after the call, the last of its nine leases denied %d ms after it"
                        .formatted(
                                Duration.between(start, halted).toMillis(),
                                Duration.between(start, denied).toMillis()));
    }

    private Halt halt() {
        return halts.find(ID).orElseThrow();
    }

    private static Finding finding(Agent agent) {
        Optional<Finding> found =
                new DynamoFindings(CURFEW.dynamo(), CURFEW.output("LeasesTable"))
                        .list().stream()
                                .filter(each -> each.kind() == Kind.ESCAPE)
                                .filter(each -> agent.id().value().equals(each.subject().lease()))
                                .findFirst();
        return found.orElseThrow();
    }

    /** Refused, and recorded. */
    private static void escape(Agent agent) {
        try {
            IAM.createAccessKey(create ->
                    create.userName("nobody")
                            .overrideConfiguration(o ->
                                    o.credentialsProvider(
                                            StaticCredentialsProvider.create(
                                                    agent.credentials()))));
            throw new AssertionError("a session made a key");
        } catch (IamException refused) {
            assertThat(refused.getMessage()).contains("not authorized");
        }
    }

    private static void await(String what, BooleanSupplier done) {
        Instant patience = Instant.now().plusSeconds(60);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(patience);
            DeployedCurfew.pause();
        }
    }
}
