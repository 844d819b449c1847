package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** That {@link BusContract} hears what is said, and takes nothing wrong for right. */
class ContractIT {

    @Test
    void whatIsSaidIsHeardAndWhatIsNotDocumentedIsNamed() {
        ContractTap tap = ContractTap.on(CURFEW, "contract-it", "none");
        String role = CURFEW.brokeredRole("contract-it", "sqs:*", "*");
        CURFEW.applyTask("contract-it", role, List.of());
        JsonNode lease =
                CURFEW.issue("contract-it", "PT5M", IssueIT.scope("sqs:SendMessage", "contract"));
        CURFEW.release(lease);
        say("LeaseRenewed", "{}");
        say("LeaseIssued", "{\"SecretAccessKey\": \"x\"}");

        tap.close();

        assertThat(tap.heard()).containsKeys("LeaseIssued", "LeaseEnded", "LeaseRenewed");
        assertThat(tap.faults())
                .contains(
                        "LeaseRenewed of curfew.issue: `LeaseRenewed` has no schema in docs/events",
                        "LeaseIssued of curfew.issue: /detail: `lease` is missing",
                        "LeaseIssued of curfew.issue: /detail: a field called `SecretAccessKey`")
                .allMatch(fault ->
                        fault.contains("LeaseRenewed") || fault.contains("LeaseIssued of"));
    }

    private static void say(String type, String detail) {
        try (EventBridgeClient events = CURFEW.asFunction("issue", EventBridgeClient.builder())) {
            PutEventsRequestEntry entry =
                    PutEventsRequestEntry.builder()
                            .eventBusName(CURFEW.output("EventBus"))
                            .source("curfew.issue")
                            .detailType(type)
                            .detail(detail)
                            .resources(ContractTap.MADE_UP)
                            .build();
            assertThat(events.putEvents(put -> put.entries(List.of(entry))).failedEntryCount())
                    .isZero();
        }
    }
}
