package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.document.Json;
import dev.curfew.core.notice.Events;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Ruler;

/** Which events of Curfew's bus wait to be told. */
class NotifyRulesTest {

    private static final List<Rules.Rule> RULES =
            Rules.of(ResolvedTemplate.of("template.yaml"), "NotifyQueue");

    @ParameterizedTest
    @CsvSource({
        "curfew.watch, FindingOpened, , true",
        "curfew.sweep, FindingRaised, , true",
        "curfew.revoke, IdentityDisabled, , true",
        "curfew.operate, AutomationStopped, , true",
        "curfew.operate, EventOfTomorrow, , true",
        "curfew.revoke, LeaseEnded, REVOKED, true",
        "curfew.revoke, LeaseDenied, REVOKED, true",
        "curfew.release, LeaseEnded, RELEASED, false",
        "curfew.expire, LeaseEnded, EXPIRED, false",
        "curfew.revoke, LeaseDenied, RELEASED, false",
        "curfew.issue, LeaseIssued, ACTIVE, false",
        "curfew.record, IdentityRecorded, , false",
        "curfew.watch, RevocationRequested, , false",
        "curfew.expire, DenyListDue, , false",
        "aws.iam, FindingOpened, , false"
    })
    void onlyWhatPeopleShouldHearOfWaits(String source, String type, String state, boolean waits)
            throws Exception {
        String event =
                Events.of("e1", source, type, Json.MAPPER.createObjectNode().put("state", state));

        assertThat(RULES).hasSize(1);
        assertThat(Ruler.matchesRule(event, RULES.getFirst().pattern().toString()))
                .isEqualTo(waits);
    }
}
