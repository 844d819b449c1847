package dev.curfew.local.system;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Hears every event on a bus. */
final class EventTap {

    private final SqsClient sqs;
    private final String queue;
    private final StringBuilder heard = new StringBuilder();

    private EventTap(SqsClient sqs, String queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    static EventTap on(DeployedCurfew curfew, String bus, String name) {
        EventBridgeClient events = curfew.client(EventBridgeClient.builder());
        events.putRule(rule ->
                rule.name(name)
                        .eventBusName(bus)
                        .eventPattern("{\"source\": [{\"prefix\": \"\"}]}"));
        Target target =
                Target.builder()
                        .id("tap")
                        .arn("arn:aws:sqs:us-east-1:000000000000:" + name)
                        .build();
        String queue = curfew.queue(name);
        events.putTargets(put -> put.rule(name).eventBusName(bus).targets(target));
        return new EventTap(curfew.client(SqsClient.builder()), queue);
    }

    /** All that was heard so far, once it satisfies the test. */
    String until(Predicate<String> enough) {
        Instant patience = Instant.now().plusSeconds(30);
        while (!enough.test(heard.toString())) {
            if (Instant.now().isAfter(patience)) {
                throw new AssertionError("after 30 s the tap has heard only " + heard);
            }
            next(1).forEach(event -> heard.append(event).append('\n'));
        }
        return heard.toString();
    }

    /** Some of what is there, if need be after a while; none when nothing comes by then. */
    List<String> next(int seconds) {
        List<String> events = new ArrayList<>();
        for (Message message :
                sqs.receiveMessage(ask ->
                                ask.queueUrl(queue)
                                        .maxNumberOfMessages(10)
                                        .waitTimeSeconds(seconds))
                        .messages()) {
            events.add(message.body());
            sqs.deleteMessage(done -> done.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
        return events;
    }
}
