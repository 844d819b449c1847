package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.lease.LeaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leases end: when their holder says so, and when nobody does. */
class ExpireIT {

    @Test
    void releaseEndsALeaseNowAndSaysTheSameAgain() {
        JsonNode answer = issue("PT5M");

        JsonNode released = CURFEW.release(answer);

        assertThat(released.path("state").asText()).isEqualTo("RELEASED");
        assertThat(
                        Duration.between(
                                Instant.parse(released.path("endedAt").asText()), Instant.now()))
                .isLessThan(Duration.ofSeconds(10));
        JsonNode again = CURFEW.release(answer);
        assertThat(again.path("state")).isEqualTo(released.path("state"));
        assertThat(again.path("endedAt")).isEqualTo(released.path("endedAt"));
        assertThat(CURFEW.stateOf(answer)).isEqualTo(LeaseState.RELEASED);
    }

    /** Takes up to a minute: nothing but the schedule runs expire here. */
    @Test
    void theScheduleClosesWhatIsPastItsDeadlineWithinAMinute() throws InterruptedException {
        JsonNode answer = issue("PT10S");
        Instant patience = Instant.now().plusSeconds(90);

        while (CURFEW.stateOf(answer) != LeaseState.EXPIRED && Instant.now().isBefore(patience)) {
            Thread.sleep(500);
        }

        assertThat(CURFEW.stateOf(answer)).isEqualTo(LeaseState.EXPIRED);
    }

    private static JsonNode issue(String duration) {
        CURFEW.applyTask("expire-it", CURFEW.brokeredRole("expire-it", "sqs:*", "*"), List.of());
        return CURFEW.issue(
                "expire-it", duration, IssueIT.scope("sqs:SendMessage", "expire-orders"));
    }
}
