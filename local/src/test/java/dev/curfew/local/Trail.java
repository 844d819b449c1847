package dev.curfew.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A rule on the default bus that puts what it sees into a queue, and the queue's reader. */
final class Trail implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqsClient sqs;
    private final String queue;
    private final List<String> seen = new ArrayList<>();

    Trail(LocalCloud cloud, String name, String pattern, RuleState state) {
        sqs = cloud.client(SqsClient.builder());
        queue = sqs.createQueue(request -> request.queueName(name)).queueUrl();
        String arn =
                sqs.getQueueAttributes(request ->
                                request.queueUrl(queue)
                                        .attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN);
        try (EventBridgeClient events = cloud.client(EventBridgeClient.builder())) {
            events.putRule(request -> request.name(name).eventPattern(pattern).state(state));
            events.putTargets(request ->
                    request.rule(name).targets(Target.builder().id("queue").arn(arn).build()));
        }
    }

    /** The first event for which this holds; the test fails when none comes. */
    JsonNode await(Predicate<JsonNode> wanted) {
        Instant end = Instant.now().plus(Duration.ofSeconds(10));
        while (Instant.now().isBefore(end)) {
            for (Message message : receive()) {
                JsonNode event = parse(message.body());
                if (wanted.test(event)) {
                    return event;
                }
            }
        }
        throw new AssertionError("no such event came; these did: " + seen);
    }

    JsonNode await(String eventName) {
        return await(event -> event.at("/detail/eventName").asText().equals(eventName));
    }

    /** Everything that came, as text. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    private List<Message> receive() {
        List<Message> messages =
                sqs.receiveMessage(request ->
                                request.queueUrl(queue).waitTimeSeconds(1).maxNumberOfMessages(1))
                        .messages();
        for (Message message : messages) {
            seen.add(message.body());
            sqs.deleteMessage(
                    request -> request.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
        return messages;
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("an event is not JSON: " + body, e);
        }
    }

    @Override
    public void close() {
        sqs.close();
    }
}
