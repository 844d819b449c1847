package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.lease.Receipt.Witness;
import dev.curfew.local.system.Agents.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Revoking on the deployed stack: who is denied, who is not, and how soon. */
class RevokeIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "revoke-it", 1);

    @Test
    void whoIsRevokedInParallelIsDeniedAndNobodyElse() throws Exception {
        Agents crowd = Agents.of(CURFEW, "revoke-it-crowd", 1);
        List<Agent> revoked = issue(crowd, Campaign.size(50, 10));
        List<Agent> bystanders = issue(crowd, Campaign.size(20, 5));
        PolicyWrites writes = PolicyWrites.to(CURFEW, crowd.role());

        Duration pause = Duration.ofMillis(5L * revoked.size());
        List<Instant> firstDenied = new ArrayList<>();
        List<JsonNode> answers = new ArrayList<>();
        Instant start;
        try (ExecutorService watchers = Executors.newFixedThreadPool(revoked.size());
                ExecutorService askers = Executors.newFixedThreadPool(revoked.size())) {
            start = Instant.now();
            List<Future<JsonNode>> asked =
                    revoked.stream()
                            .map(agent -> askers.submit(() -> CURFEW.revoke(agent.id(), "test")))
                            .toList();
            List<Future<Instant>> denied =
                    revoked.stream()
                            .map(agent -> watchers.submit(() -> crowd.firstDenied(agent, pause)))
                            .toList();
            for (Future<Instant> each : denied) {
                firstDenied.add(each.get());
            }
            for (Future<JsonNode> each : asked) {
                answers.add(each.get());
            }
        }

        assertThat(revoked).noneMatch(crowd::works);
        assertThat(bystanders).allMatch(crowd::works);
        assertThat(answers)
                .allSatisfy(answer -> {
                    assertThat(answer.path("state").asText()).isEqualTo("REVOKED");
                    assertThat(answer.at("/receipt/deniedAt").asText()).isNotEmpty();
                });
        List<Receipt> receipts =
                revoked.stream()
                        .map(agent -> crowd.find(agent.id()))
                        .map(lease -> Objects.requireNonNull(lease.receipt()))
                        .toList();
        assertThat(receipts)
                .allSatisfy(receipt ->
                        assertThat(receipt.seenBy() == Witness.CANARY)
                                .as("what was not seen is not claimed")
                                .isEqualTo(receipt.seenAt() != null));
        long seen = receipts.stream().filter(receipt -> receipt.seenAt() != null).count();
        assertThat(seen).isPositive();
        List<Duration> sinceAsked = new ArrayList<>();
        List<Duration> sinceRequested = new ArrayList<>();
        for (int i = 0; i < revoked.size(); i++) {
            sinceAsked.add(Duration.between(start, firstDenied.get(i)));
            sinceRequested.add(Duration.between(receipts.get(i).requestedAt(), firstDenied.get(i)));
        }
        Campaign.print(
                "%d parallel revocations on one role: all denied, none of %d bystanders; %d policy writes; %d of the receipts seen by a canary; from all being asked (4 places for functions) to each first AccessDenied %s; from the function's own requestedAt %s"
                        .formatted(
                                revoked.size(),
                                bystanders.size(),
                                writes.count(),
                                seen,
                                Campaign.percentiles(sinceAsked),
                                Campaign.percentiles(sinceRequested)));
    }

    @Test
    void whatEndsInAChainIsAllBelowAndNothingElse() {
        List<Duration> untilDenied = new ArrayList<>();
        for (int round = 0; round < Campaign.size(20, 2); round++) {
            Agent first = AGENTS.issue("PT15M");
            Agent other = AGENTS.delegate(first);
            List<Agent> chain = new ArrayList<>();
            for (Agent last = first; chain.size() < 5; last = chain.getLast()) {
                chain.add(AGENTS.delegate(last));
            }
            // Of the chain's five below the first, the second is revoked with the four below it.
            try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
                Instant start = Instant.now();
                Future<JsonNode> asked =
                        pool.submit(() -> CURFEW.revoke(chain.getFirst().id(), "test"));
                List<Future<Duration>> denied =
                        chain.stream()
                                .map(agent -> pool.submit(() -> AGENTS.untilDenied(agent, start)))
                                .toList();
                for (Future<Duration> each : denied) {
                    untilDenied.add(get(each));
                }
                assertThat(get(asked).path("state").asText()).isEqualTo("REVOKED");
            }

            assertThat(chain).noneMatch(AGENTS::works);
            assertThat(chain)
                    .allSatisfy(agent -> {
                        Lease lease = AGENTS.find(agent.id());
                        assertThat(lease.state()).isEqualTo(LeaseState.REVOKED);
                        assertThat(lease.receipt()).isNotNull();
                    });
            assertThat(AGENTS.works(first)).isTrue();
            assertThat(AGENTS.works(other)).isTrue();
            assertThat(AGENTS.denied(AGENTS.role()))
                    .as("one entry for the whole subtree")
                    .contains("*/" + chain.getFirst().id() + "/*")
                    .doesNotContain("*/" + chain.getLast().id() + "/*");
        }
        Campaign.print(
                "chain of depth 5, its second revoked: the four below denied too, the first and its other child work; from request to first AccessDenied "
                        + Campaign.percentiles(untilDenied));
    }

    @Test
    void overlappingLeasesOfOneHolderDoNotEndOneAnother() {
        Agent one = AGENTS.issue("PT5M");
        Agent another = AGENTS.issue("PT5M");

        JsonNode answer = CURFEW.revoke(one.id(), "test");

        assertThat(AGENTS.works(one)).isFalse();
        assertThat(AGENTS.works(another)).isTrue();
        assertThat(answer.at("/receipt/seenBy").asText()).isEqualTo("CANARY");
        assertThat(Instant.parse(answer.at("/receipt/seenAt").asText()))
                .isAfterOrEqualTo(Instant.parse(answer.at("/receipt/requestedAt").asText()));
        assertThat(CURFEW.revoke(one.id(), "again")).as("asked again").isEqualTo(answer);
    }

    @Test
    void aPartOfCurfewRevokesThroughTheBus() {
        Agent agent = AGENTS.issue("PT5M");

        tell("{\"lease\": \"%s\", \"reason\": \"out of scope\"}".formatted(agent.id()));

        AGENTS.untilDenied(agent, Instant.now());
        assertThat(AGENTS.stateOf(agent)).isEqualTo(LeaseState.REVOKED);
    }

    @Test
    void anEventThatNamesNoLeaseIsKeptForAPerson() {
        tell("{\"lease\": \"revokeitnone\", \"reason\": \"x\"}");
        tell("{\"lease\": [\"*\"], \"reason\": \"x\"}");

        String kept = "";
        SqsClient sqs = CURFEW.client(SqsClient.builder());
        String queue =
                sqs.listQueues(list -> list.queueNamePrefix("curfew-RevokeFailed"))
                        .queueUrls()
                        .getFirst();
        Instant patience = Instant.now().plusSeconds(60);
        while (!(kept.contains("revokeitnone") && kept.contains("[\\\"*\\\"]"))
                && !(kept.contains("revokeitnone") && kept.contains("[\"*\"]"))) {
            assertThat(Instant.now()).as("kept so far: " + kept).isBefore(patience);
            for (Message message :
                    sqs.receiveMessage(ask ->
                                    ask.queueUrl(queue).waitTimeSeconds(1).maxNumberOfMessages(10))
                            .messages()) {
                kept += message.body();
            }
        }
    }

    @Test
    void nobodyRevokesWithoutAProofAndNoLeaseDoes() {
        Agent agent = AGENTS.issue("PT5M");
        ObjectNode request =
                Json.MAPPER.createObjectNode().put("lease", agent.id().value()).put("reason", "x");

        assertThat(CURFEW.ask("revoke", request).at("/refused/code").asText())
                .isEqualTo("proof-missing");
        assertThat(
                        CURFEW.ask("revoke", CURFEW.sign(request.toString(), agent.credentials()))
                                .at("/refused/code")
                                .asText())
                .isEqualTo("revoker-not-allowed");
        assertThatThrownBy(() -> AGENTS.ask(agent, "revoke", request))
                .hasMessageContaining("not authorized");
        assertThat(AGENTS.stateOf(agent)).isEqualTo(LeaseState.ACTIVE);
    }

    @Test
    void revokeWritesNoPolicyOutsideOfBrokeredRoles() {
        IamClient its = CURFEW.asFunction("revoke", IamClient.builder());
        CURFEW.roleSession("revoke-it-other", "x");
        String open =
                """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
                """;

        for (String role : List.of("revoke-it-other", "curfew-revoke", "curfew-issue")) {
            assertThatThrownBy(() ->
                            its.putRolePolicy(put ->
                                    put.roleName(role)
                                            .policyName("curfew-deny")
                                            .policyDocument(open)))
                    .hasMessageContaining("not authorized");
            assertThatThrownBy(() ->
                            its.deleteRolePolicy(
                                    delete -> delete.roleName(role).policyName("revoke")))
                    .hasMessageContaining("not authorized");
        }
        assertThatThrownBy(() ->
                        its.attachRolePolicy(attach ->
                                attach.roleName("revoke-it")
                                        .policyArn("arn:aws:iam::aws:policy/AdministratorAccess")))
                .hasMessageContaining("not authorized");
    }

    private static List<Agent> issue(Agents agents, int count) throws Exception {
        List<Callable<Agent>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(() -> agents.issue("PT15M"));
        }
        return Campaign.inParallel(4, calls);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void tell(String detail) {
        EventBridgeClient events = CURFEW.asFunction("expire", EventBridgeClient.builder());
        var answer =
                events.putEvents(put ->
                        put.entries(
                                PutEventsRequestEntry.builder()
                                        .eventBusName(CURFEW.output("EventBus"))
                                        .source("curfew.expire")
                                        .detailType("RevocationRequested")
                                        .resources(ContractTap.MADE_UP)
                                        .detail(detail)
                                        .build()));
        assertThat(answer.failedEntryCount()).isZero();
    }
}
