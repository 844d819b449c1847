package dev.curfew.aws;

import dev.curfew.core.notice.NoticeQueue;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The queue that notices wait in, and the one where those rest that nobody can be told. */
public final class SqsNoticeQueue implements NoticeQueue {

    /** The attribute of a dead message that says why. */
    static final String WHY = "why";

    private final SqsClient sqs;
    private final String queue;
    private final String dead;

    /**
     * @param queue URL of the queue
     * @param dead URL of the dead-letter queue
     */
    public SqsNoticeQueue(SqsClient sqs, String queue, String dead) {
        this.sqs = sqs;
        this.queue = queue;
        this.dead = dead;
    }

    @Override
    public void later(String receipt, Duration after) {
        int seconds = Math.toIntExact(Math.max(1, after.plusMillis(999).toSeconds()));
        sqs.changeMessageVisibility(
                change -> change.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(seconds));
    }

    @Override
    public void bury(String event, String why) {
        sqs.sendMessage(send ->
                send.queueUrl(dead)
                        .messageBody(event)
                        .messageAttributes(
                                Map.of(
                                        WHY,
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue(why)
                                                .build())));
    }
}
