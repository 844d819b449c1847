package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.local.system.Agents.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** One holder who issues and releases without end is in nobody's way. */
class CyclesIT {

    private static final int MOST = 5000;

    private static final DeployedCurfew CURFEW =
            DeployedCurfew.beside("curfew-many", Map.of("SessionsPerHolder", String.valueOf(MOST)));
    private static final Agents AGENTS = Agents.of(CURFEW, "cycles-it", 3);

    @Test
    void manyCyclesOfOneHolderEndNoOtherLeaseAndFitIntoTheDenyLists() throws Exception {
        int cycles = Campaign.size(1000, 100);
        List<Agent> others = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            others.add(AGENTS.issue("PT15M"));
        }
        List<Callable<Agent>> calls = new ArrayList<>();
        for (int i = 0; i < cycles; i++) {
            calls.add(AGENTS::issueAndRelease);
        }

        Instant start = Instant.now();
        List<Agent> released = Campaign.inParallel(4, calls);
        Duration took = Duration.between(start, Instant.now());
        // The bus brings one event after the other here.
        for (Agent each : released.reversed()) {
            AGENTS.untilDenied(each, start);
        }
        Duration all = Duration.between(start, Instant.now());

        assertThat(others).allMatch(AGENTS::works);
        int entries = 0;
        int longest = 0;
        for (String role : AGENTS.roles()) {
            String policy = AGENTS.denyPolicy(role).map(JsonNode::toString).orElse("");
            assertThat(policy).doesNotContain("aws:TokenIssueTime");
            entries += AGENTS.denied(role).size();
            longest = Math.max(longest, policy.length());
        }
        assertThat(entries).isEqualTo(cycles);
        assertThat(CURFEW.everyLog().lines())
                .filteredOn(line -> AGENTS.roles().stream().anyMatch(line::contains))
                .noneMatch(line -> line.contains("does not fit"));
        Campaign.print(
                "%d issue-and-release cycles of one holder over 3 roles in %d s, all denied after %d s: no other lease ended, no fallback; %d deny entries, the longest policy %d of 10,240 characters"
                        .formatted(cycles, took.toSeconds(), all.toSeconds(), entries, longest));
    }
}
