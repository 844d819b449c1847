package dev.curfew.aws;

import dev.curfew.core.notice.NoticeQueue;
import dev.curfew.core.notice.Posting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The queue that notices wait in, and the one where those rest that nobody can be told. */
public final class SqsNoticeQueue implements NoticeQueue {

    /** The attribute of a dead message that says why. */
    static final String WHY = "why";

    /** SQS hands out no more with one call. */
    private static final int MOST_AT_ONCE = 10;

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
    public List<Taken> more(int most) {
        List<Taken> taken = new ArrayList<>();
        while (taken.size() < most) {
            int next = Math.min(MOST_AT_ONCE, most - taken.size());
            List<Message> some =
                    sqs.receiveMessage(ask ->
                                    ask.queueUrl(queue)
                                            .maxNumberOfMessages(next)
                                            .waitTimeSeconds(1)
                                            .messageSystemAttributeNames(
                                                    MessageSystemAttributeName.SENT_TIMESTAMP,
                                                    MessageSystemAttributeName
                                                            .APPROXIMATE_RECEIVE_COUNT))
                            .messages();
            if (some.isEmpty()) {
                break;
            }
            some.forEach(each -> taken.add(taken(each)));
        }
        return taken;
    }

    private static Taken taken(Message message) {
        Map<MessageSystemAttributeName, String> attributes = message.attributes();
        return new Taken(
                new Posting.Message(
                        message.messageId(),
                        message.body(),
                        Instant.ofEpochMilli(
                                Long.parseLong(
                                        attributes.get(MessageSystemAttributeName.SENT_TIMESTAMP))),
                        Integer.parseInt(
                                attributes.get(
                                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))),
                message.receiptHandle());
    }

    @Override
    public void done(String receipt) {
        sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(receipt));
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
