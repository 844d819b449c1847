package dev.curfew.aws;

import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.SweepRequests;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Asks for a sweep by putting its first step on the queue of steps. */
public final class SqsSweepRequests implements SweepRequests {

    private final SqsClient sqs;
    private final String queue;

    /**
     * @param queue URL of the queue
     */
    public SqsSweepRequests(SqsClient sqs, String queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public void request(String by, boolean execute) {
        String step =
                Json.MAPPER
                        .createObjectNode()
                        .put("step", "start")
                        .put("by", by)
                        .put("execute", execute)
                        .toString();
        sqs.sendMessage(send -> send.queueUrl(queue).messageBody(step));
    }
}
