package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.lease.Releasing;
import dev.curfew.local.system.Agents.Agent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody else's inline policy leaves no room for a role's deny list. */
class OverflowIT {

    private static final Agents AGENTS = Agents.of(CURFEW, "overflow-it", 1);

    @Test
    void everythingIsDeniedRatherThanOneLeftAndTheListComesBackWhenThereIsRoom() {
        Releasing releasing = InProcess.of(CURFEW, AGENTS).releasing();
        Agent bystander = AGENTS.issue("PT15M");
        List<Agent> ended = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Agent agent = AGENTS.issue("PT15M");
            // Nobody has its denial applied yet.
            releasing.release(agent.caller(), agent.id(), Instant.now());
            ended.add(agent);
        }
        Agent revoked = AGENTS.issue("PT15M");
        // Of the 10,240 characters, some 330 are for the doors and 230 are left.
        CURFEW.iam()
                .putRolePolicy(put ->
                        put.roleName("overflow-it")
                                .policyName("foreign")
                                .policyDocument(foreign(9_570)));

        CURFEW.revoke(revoked.id(), "test");

        assertThat(AGENTS.denyPolicy(AGENTS.role()).orElseThrow().toString())
                .contains("aws:TokenIssueTime");
        assertThat(AGENTS.works(revoked)).isFalse();
        assertThat(ended).noneMatch(AGENTS::works);
        assertThat(AGENTS.works(bystander)).as("all ends rather than one goes on").isFalse();
        assertThat(CURFEW.everyLog()).contains("DenyListOverflows");

        CURFEW.iam()
                .deleteRolePolicy(delete -> delete.roleName("overflow-it").policyName("foreign"));
        Agent next = AGENTS.issue("PT15M");
        CURFEW.revoke(next.id(), "test");

        assertThat(AGENTS.denied(AGENTS.role()))
                .contains("*/" + next.id() + "/*", "*/" + revoked.id() + "/*")
                .hasSizeGreaterThan(12);
        assertThat(AGENTS.works(bystander)).as("it was never ended itself").isTrue();
        assertThat(AGENTS.works(next)).isFalse();
    }

    private static String foreign(int length) {
        return """
        {"Version": "2012-10-17", "Statement": [{"Sid": "%s", "Effect": "Allow",
         "Action": "sqs:ListQueues", "Resource": "*"}]}
        """
                .formatted("x".repeat(length));
    }
}
