package dev.curfew.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.slack.Errand;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Invokes a function that nobody waits for. */
public final class LambdaErrand implements Errand {

    private final LambdaClient lambda;
    private final String function;

    /**
     * To one function.
     *
     * @param function ARN of the function, with its alias
     */
    public LambdaErrand(LambdaClient lambda, String function) {
        this.lambda = lambda;
        this.function = function;
    }

    @Override
    public void send(JsonNode event) {
        lambda.invoke(call ->
                call.functionName(function)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event.toString())));
    }
}
