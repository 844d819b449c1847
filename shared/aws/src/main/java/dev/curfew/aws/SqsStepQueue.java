package dev.curfew.aws;

import dev.curfew.core.sweep.Step;
import dev.curfew.core.sweep.StepQueue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The steps of the sweep as messages in an SQS queue. */
public final class SqsStepQueue implements StepQueue {

    private final SqsClient sqs;
    private final String queue;

    /**
     * @param queue its URL
     */
    public SqsStepQueue(SqsClient sqs, String queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public void send(Step.Next next) {
        sqs.sendMessage(send ->
                send.queueUrl(queue)
                        .messageBody(next.step().message())
                        .delaySeconds(Math.toIntExact(next.delay().toSeconds())));
    }
}
