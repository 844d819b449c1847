package dev.curfew.local.system;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Counts in the trail how often a role's inline policies are written. */
final class PolicyWrites {

    private final SqsClient sqs;
    private final String queue;
    private final Set<String> seen = new HashSet<>();

    private PolicyWrites(SqsClient sqs, String queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    static PolicyWrites to(DeployedCurfew curfew, String role) {
        String name = "writes-of-" + role.substring(role.lastIndexOf('/') + 1);
        EventBridgeClient events = curfew.client(EventBridgeClient.builder());
        events.putRule(rule ->
                rule.name(name)
                        .eventPattern(
                                """
                                {"source": ["aws.iam"], "detail": {
                                  "eventName": ["PutRolePolicy", "DeleteRolePolicy"],
                                  "requestParameters": {"roleName": ["%s"]}}}
                                """
                                        .formatted(role.substring(role.lastIndexOf('/') + 1))));
        String queue = curfew.queue(name);
        Target target =
                Target.builder()
                        .id("queue")
                        .arn("arn:aws:sqs:us-east-1:000000000000:" + name)
                        .build();
        events.putTargets(put -> put.rule(name).targets(target));
        return new PolicyWrites(curfew.client(SqsClient.builder()), queue);
    }

    /** How many there were until none came for a second. */
    int count() {
        Instant patience = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(patience)) {
            var messages =
                    sqs.receiveMessage(ask ->
                                    ask.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
                            .messages();
            if (messages.isEmpty()) {
                break;
            }
            for (Message message : messages) {
                seen.add(message.messageId());
                sqs.deleteMessage(
                        done -> done.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
        return seen.size();
    }
}
