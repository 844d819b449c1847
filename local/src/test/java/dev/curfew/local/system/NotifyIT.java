package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.notice.Events;
import dev.curfew.core.notice.SlackStub;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.testing.TestCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Telling people on the deployed stack, with a stub where Slack would stand. */
class NotifyIT {

    private static final SlackStub SLACK = new SlackStub();
    private static final DeployedCurfew CURFEW = deploy();
    private static final EventBridgeClient EVENTS = CURFEW.client(EventBridgeClient.builder());
    private static final SqsClient SQS = CURFEW.client(SqsClient.builder());

    private static DeployedCurfew deploy() {
        LocalCloud cloud = TestCloud.get();
        String secret =
                cloud.client(SecretsManagerClient.builder())
                        .createSecret(create ->
                                create.name("slack-of-notify-it")
                                        .secretString("{\"token\":\"xoxb-notify-it\"}"))
                        .arn();
        return DeployedCurfew.beside(
                "notify-it",
                Map.of("SlackSecret", secret, "SlackChannel", "C0DEFAULT"),
                SLACK.endpoint());
    }

    @Test
    void findingsAreToldInTheirThreadOnceAndABurstInADigest() {
        put("FindingOpened", Events.findingDetail("aaaaaaaaaaa1", "aaaaaaaaaaaa"));
        await("the first is told", () -> told("aaaaaaaaaaa1") == 1);

        List<Duration> taken = new ArrayList<>();
        for (int i = 2; i <= 6; i++) {
            String finding = "aaaaaaaaaaa" + i;
            Instant start = Instant.now();
            put("FindingOpened", Events.findingDetail(finding, "aaaaaaaaaaaa"));
            await("it is told", () -> told(finding) == 1);
            taken.add(Duration.between(start, Instant.now()));
        }
        List<SlackStub.Posted> thread =
                SLACK.posted().stream()
                        .filter(each -> each.blocks().contains("lease:aaaaaaaaaaaa"))
                        .toList();
        assertThat(thread).hasSize(6);
        assertThat(thread).allMatch(each -> each.text("channel").equals("C0DEFAULT"));
        assertThat(thread.getFirst().text("thread_ts")).isEmpty();
        assertThat(thread.subList(1, 6))
                .extracting(each -> each.text("thread_ts"))
                .doesNotContain("")
                .containsOnly(thread.get(1).text("thread_ts"));
        Campaign.print(
                "from the event to its message in Slack, warm " + Campaign.percentiles(taken));

        int before = SLACK.posted().size();
        for (int i = 0; i < 200; i++) {
            put(
                    "FindingOpened",
                    Events.findingDetail("b%011d".formatted(i), "b%011d".formatted(i)));
        }
        await("the burst has left the queue", () -> waiting("NotifyQueue") == 0);
        List<SlackStub.Posted> burst = SLACK.posted().subList(before, SLACK.posted().size());
        long single =
                burst.stream()
                        .filter(each -> !each.text("text").contains("notices at once"))
                        .count();
        int digested =
                burst.stream()
                        .map(each -> each.text("text"))
                        .filter(text -> text.contains("notices at once"))
                        .mapToInt(text -> Integer.parseInt(text.replaceAll("[^0-9]", "")))
                        .sum();
        Campaign.print(
                "200 findings at once: %d messages, of them %d single; %d told in digests"
                        .formatted(burst.size(), single, digested));
        assertThat(single + digested).as("none is lost, none told twice").isEqualTo(200);
        assertThat(burst.size()).isLessThan(40);
    }

    @Test
    void whileSlackIsDownNothingIsLostAndWhatItRefusesRestsForAPerson() {
        SLACK.always(SlackStub.Answer.status(503, Map.of("Retry-After", "2")));
        put("FindingOpened", Events.findingDetail("cccccccccccc", "cccccccccccc"));
        await("it was tried", () -> told("cccccccccccc") >= 1);
        SLACK.always(null);
        int tried = told("cccccccccccc");
        await("it is told after all", () -> told("cccccccccccc") > tried);

        SLACK.always(SlackStub.Answer.error("invalid_auth"));
        put("FindingOpened", Events.findingDetail("dddddddddddd", "dddddddddddd"));
        await("it rests for a person", () -> waiting("NotifyFailed") == 1);
        SLACK.always(null);
        await("nothing is left to be told", () -> waiting("NotifyQueue") == 0);
    }

    private static int told(String finding) {
        return (int)
                SLACK.posted().stream().filter(each -> each.blocks().contains(finding)).count();
    }

    private static int waiting(String queue) {
        Map<QueueAttributeName, String> counts =
                SQS.getQueueAttributes(ask ->
                                ask.queueUrl(CURFEW.output(queue))
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                                QueueAttributeName
                                                        .APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes();
        return counts.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private static void put(String type, ObjectNode detail) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .eventBusName(CURFEW.output("EventBus"))
                        .source("curfew.watch")
                        .detailType(type)
                        .detail(detail.toString())
                        .build();
        assertThat(EVENTS.putEvents(put -> put.entries(entry)).failedEntryCount()).isZero();
    }

    private static void await(String what, BooleanSupplier done) {
        Instant patience = Instant.now().plus(Duration.ofMinutes(3));
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(patience);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
