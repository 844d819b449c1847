package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.local.system.Agents.Agent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is handed on: each call that goes through below goes through above too. */
class FuzzIT {

    private static final String NAME = "fuzz-it";
    private static final int CHILDREN = 4;
    private static final List<String> ACTIONS =
            List.of("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage");

    private static final Agents AGENTS = Agents.of(CURFEW, NAME, 1);

    @Test
    void aChildCanDoNothingThatItsParentCannot() {
        List<String> queues =
                RandomScopes.QUEUES.stream().map(q -> CURFEW.queue(NAME + q)).toList();
        CURFEW.applyTask(NAME, AGENTS.role(), List.of());
        RandomScopes scopes = new RandomScopes(new Random(Campaign.SEED), NAME);
        Map<String, Integer> refused = new TreeMap<>();
        int pairs = Campaign.size(2000, 200);
        int granted = 0;
        int both = 0;
        int parentAlone = 0;
        for (int pair = 0; pair < pairs; ) {
            ObjectNode above = scopes.any();
            if (!(AGENTS.issue(null, above, "PT15M") instanceof Issued.Granted first)) {
                continue; // beyond the ceiling; it is no parent
            }
            Agent parent = Agents.agent(first);
            Map<String, Boolean> can = new HashMap<>();
            for (int i = 0; i < CHILDREN && pair < pairs; i++, pair++) {
                ObjectNode below = scopes.near(above);
                switch (AGENTS.issue(parent, below, "PT14M")) {
                    case Issued.Refused(var refusal) ->
                            refused.merge(refusal.code(), 1, Integer::sum);
                    case Issued.Granted second -> {
                        granted++;
                        Agent child = Agents.agent(second);
                        for (String queue : queues) {
                            for (String action : ACTIONS) {
                                boolean parentCan =
                                        can.computeIfAbsent(
                                                action + " " + queue,
                                                call ->
                                                        AGENTS.can(
                                                                parent.credentials(),
                                                                action,
                                                                queue));
                                boolean childCan = AGENTS.can(child.credentials(), action, queue);
                                assertThat(childCan && !parentCan)
                                        .as(
                                                "seed %d: %s on %s, which %s allows and %s does not",
                                                Campaign.SEED, action, queue, below, above)
                                        .isFalse();
                                both += childCan ? 1 : 0;
                                parentAlone += parentCan && !childCan ? 1 : 0;
                            }
                        }
                    }
                }
            }
        }

        assertThat(granted).as("granted; refused: " + refused).isGreaterThan(pairs / 5);
        assertThat(refused.getOrDefault("scope-exceeds-parent", 0)).isGreaterThan(pairs / 20);
        assertThat(both).isGreaterThan(granted / 2);
        assertThat(parentAlone).isGreaterThan(granted / 4);
        Campaign.print(
                "%d delegations between random scopes (seed %d): %d granted, refused %s; of %d calls of each child %d went through, every one for its parent too, and %d for the parent alone"
                        .formatted(
                                pairs,
                                Campaign.SEED,
                                granted,
                                refused,
                                queues.size() * ACTIONS.size(),
                                both,
                                parentAlone));
    }
}
