package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.local.system.Agents.Agent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** Agents that hold nothing but their lease hand on and end what they hold, and nothing more. */
class DelegateIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "delegate-it", 1);

    private static String second = "";

    @BeforeAll
    static void prepare() {
        second = CURFEW.queue("delegate-it-2");
        AGENTS.applyTask(
                "delegate-it-elsewhere",
                List.of(CURFEW.brokeredRole("delegate-it-x", "sqs:*", "*")));
        CURFEW.applyTask("delegate-it-net", AGENTS.role(), List.of("203.0.113.0/24"));
    }

    @Test
    void anAgentHandsOnAndEndsWithNothingButItsLease() {
        Agent a = asked("PT5M");

        Agent b = AGENTS.agent(delegate(a, AGENTS.scope(), "PT2M"));
        Agent c = AGENTS.agent(delegate(b, AGENTS.scope(), "PT1M"));

        assertThat(c.lease().lineage()).hasToString("/%s/%s/%s/".formatted(a.id(), b.id(), c.id()));
        assertThat(c.lease().holder()).isEqualTo(a.lease().holder());
        assertThat(AGENTS.works(c)).isTrue();
        assertThat(code(AGENTS.release(b, a.id())))
                .as("what is above")
                .isEqualTo("lease-not-yours");

        Instant asked = Instant.now();
        assertThat(AGENTS.release(b, b.id()).path("state").asText()).isEqualTo("RELEASED");

        AGENTS.untilDenied(b, asked);
        AGENTS.untilDenied(c, asked);
        assertThat(AGENTS.stateOf(c)).isEqualTo(LeaseState.RELEASED);
        assertThat(AGENTS.works(a)).isTrue();
    }

    @Test
    void anAgentEndsWhatItHandedOn() {
        Agent a = asked("PT5M");
        Agent b = AGENTS.delegate(a);

        assertThat(AGENTS.release(a, b.id()).path("state").asText()).isEqualTo("RELEASED");

        AGENTS.untilDenied(b, Instant.now());
        assertThat(AGENTS.works(a)).isTrue();
    }

    @Test
    void aWiderScopeIsRefusedWithAWitnessAndTheNearestScopePasses() {
        Agent a = asked("PT5M");
        ObjectNode wider = IssueIT.scope("sqs:SendMessage", "delegate-it*");

        JsonNode refused = delegate(a, wider, "PT1M").path("refused");

        assertThat(refused.path("code").asText()).isEqualTo("scope-exceeds-parent");
        assertThat(refused.path("message").asText())
                .containsIgnoringCase(
                        "`sqs:SendMessage` on `arn:aws:sqs:us-east-1:000000000000:delegate-it");
        String help = refused.path("help").asText();
        assertThat(help).startsWith("ask for what lies within: ");
        JsonNode nearest = Json.read(help.substring(help.indexOf('{')));
        Agent b = AGENTS.agent(delegate(a, nearest, "PT1M"));
        assertThat(AGENTS.works(b)).isTrue();
        assertThat(AGENTS.can(b.credentials(), "sqs:SendMessage", second)).isFalse();
    }

    @Test
    void whatIsNotTheParentsToGiveIsRefused() {
        Agent a = asked("PT5M");

        assertThat(code(delegate(a, AGENTS.scope(), "PT10M"))).isEqualTo("duration-exceeds-parent");
        assertThat(
                        code(
                                AGENTS.ask(
                                        a,
                                        "issue",
                                        CURFEW.request(
                                                "delegate-it-elsewhere", "PT1M", AGENTS.scope()))))
                .isEqualTo("role-differs");
    }

    @Test
    void aTaskHandsOnAsOftenAsItSaysAndFromItsNetworksAlone() {
        Agent there = AGENTS.agent(CURFEW.issue("delegate-it-net", "PT5M", AGENTS.scope()));

        assertThat(AGENTS.works(there)).as("from another network").isFalse();
        // Its own session may not even ask from here; somebody else relays what it has signed.
        JsonNode handedOn =
                CURFEW.ask(
                        "issue",
                        CURFEW.sign(
                                AGENTS.request(AGENTS.scope(), "PT1M").toString(),
                                there.credentials()));
        assertThat(AGENTS.works(AGENTS.agent(handedOn)))
                .as("the network above confines those below")
                .isFalse();

        Agent deepest = asked("PT5M");
        for (int depth = 1; depth <= 5; depth++) {
            deepest = AGENTS.delegate(deepest);
        }
        assertThat(code(delegate(deepest, AGENTS.scope(), "PT30S")))
                .isEqualTo("delegation-too-deep");
    }

    @Test
    void theProofOfALeaseThatHasEndedIsRefused() throws InterruptedException {
        Agent released = asked("PT5M");
        Agent revoked = asked("PT5M");
        Agent expired = asked("PT10S");
        AGENTS.release(released, released.id());
        CURFEW.revoke(revoked.id(), "test");
        while (Instant.now().isBefore(expired.lease().expiresAt())) {
            DeployedCurfew.pause();
        }

        for (Agent ended : List.of(released, revoked, expired)) {
            // Their sessions may invoke nothing any more, so somebody else relays what they sign.
            for (String function : List.of("issue", "release")) {
                JsonNode request =
                        function.equals("issue")
                                ? AGENTS.request(AGENTS.scope(), "PT10S")
                                : lease(ended.id());
                JsonNode answer =
                        CURFEW.ask(function, CURFEW.sign(request.toString(), ended.credentials()));
                assertThat(code(answer)).isEqualTo("lease-not-active");
            }
        }
    }

    @Test
    void aBrokeredRolesSessionWithoutALeaseIsRefused() {
        Credentials session =
                CURFEW.stsOfTheIssueFunction()
                        .assumeRole(ask ->
                                ask.roleArn(AGENTS.role())
                                        .roleSessionName("zzzzzzzzzzzz")
                                        .sourceIdentity("nobody")
                                        .tags(
                                                tag("curfew:lease", "zzzzzzzzzzzz"),
                                                tag("curfew:lineage", "/zzzzzzzzzzzz/")))
                        .credentials();

        for (String function : List.of("issue", "release")) {
            JsonNode request =
                    function.equals("issue")
                            ? AGENTS.request(AGENTS.scope(), "PT10S")
                            : lease(asked("PT10S").id());
            JsonNode answer =
                    CURFEW.ask(
                            function,
                            CURFEW.sign(request.toString(), DeployedCurfew.session(session)));
            assertThat(code(answer)).isEqualTo("session-unknown");
        }
    }

    /** A first lease, of the user who holds this task's. */
    private static Agent asked(String duration) {
        return AGENTS.agent(CURFEW.issue("delegate-it", duration, AGENTS.scope()));
    }

    private static JsonNode delegate(Agent parent, JsonNode scope, String duration) {
        return AGENTS.ask(parent, "issue", AGENTS.request(scope, duration));
    }

    private static JsonNode lease(LeaseId id) {
        return Json.MAPPER.createObjectNode().put("lease", id.value());
    }

    private static String code(JsonNode answer) {
        return answer.at("/refused/code").asText();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
