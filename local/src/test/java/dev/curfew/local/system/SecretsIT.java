package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What is handed out stands in the answer and nowhere else. */
class SecretsIT {

    @Test
    void noCredentialStandsInALogATableOrAnEvent() {
        String role = CURFEW.brokeredRole("secrets-it", "sqs:*", "*");
        CURFEW.applyTask("secrets-it", role, List.of());
        CURFEW.queue("secrets-orders");
        EventTap bus = EventTap.on(CURFEW, CURFEW.output("EventBus"), "secrets-bus");
        EventTap trail = EventTap.on(CURFEW, "default", "secrets-trail");
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            JsonNode answer =
                    CURFEW.issue(
                            "secrets-it",
                            "PT5M",
                            IssueIT.scope("sqs:SendMessage", "secrets-orders"));
            secrets.add(answer.path("SecretAccessKey").asText());
            secrets.add(answer.path("SessionToken").asText());
            CURFEW.release(answer);
        }
        List<String> proof = proofOfASession();
        secrets.addAll(proof);
        CURFEW.iam().createUser(make -> make.userName("secrets-user"));
        secrets.add(
                CURFEW.iam()
                        .createAccessKey(make -> make.userName("secrets-user"))
                        .accessKey()
                        .secretAccessKey());
        assertThat(secrets)
                .hasSize(10)
                .allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(20));

        String announced =
                bus.until(text -> text.contains("LeaseIssued") && text.contains("LeaseEnded"));
        String recorded = trail.until(text -> text.contains("CreateAccessKey"));
        String tables = CURFEW.everyTable();
        String logs = CURFEW.everyLog();

        assertThat(tables).contains("secrets-it");
        assertThat(logs).contains("lease issued");
        for (String secret : secrets) {
            assertThat(announced).as("the bus").doesNotContain(secret);
            assertThat(tables).as("the tables").doesNotContain(secret);
            assertThat(logs).as("the logs").doesNotContain(secret);
        }
        // CloudTrail itself records the session token of AssumeRole; none of Curfew's rules takes
        // that event.
        assertThat(recorded).doesNotContain(secrets.getLast(), proof.getFirst());
    }

    /** What a proof is made of, after it was used: its signature, its token, and their secret. */
    private static List<String> proofOfASession() {
        Credentials session = CURFEW.roleSession("secrets-caller", "in-a-test");
        JsonNode event =
                CURFEW.sign("{\"lease\": \"000000000000\"}", DeployedCurfew.session(session));
        assertThat(CURFEW.ask("release", event).at("/refused/code").asText())
                .isEqualTo("lease-unknown");
        String authorization = event.at("/proof/authorization").asText();
        return List.of(
                authorization.substring(authorization.lastIndexOf('=') + 1),
                session.sessionToken(),
                session.secretAccessKey());
    }
}
