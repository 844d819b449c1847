package dev.curfew.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.slack.Desk;
import dev.curfew.core.slack.DeskUnavailableException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Asks {@code operate} and {@code revoke}, each time with a proof of who asks. */
public final class LambdaDesk implements Desk {

    private final LambdaClient lambda;
    private final String operate;
    private final String revoke;
    private final CallerProof proof;
    private final AwsCredentialsProvider credentials;

    /**
     * At those two functions.
     *
     * @param lambda tries nothing twice: a proof is good for one request
     * @param operate ARN of the function, with its alias, as {@code revoke}
     * @param credentials of the function that asks
     */
    public LambdaDesk(
            LambdaClient lambda,
            String operate,
            String revoke,
            CallerProof proof,
            AwsCredentialsProvider credentials) {
        this.lambda = lambda;
        this.operate = operate;
        this.revoke = revoke;
        this.proof = proof;
        this.credentials = credentials;
    }

    @Override
    public JsonNode operate(JsonNode request) {
        return ask("operate", operate, request);
    }

    @Override
    public JsonNode revoke(JsonNode request) {
        return ask("revoke", revoke, request);
    }

    private JsonNode ask(String name, String function, JsonNode request) {
        try {
            ObjectNode event = proof.sign(request.toString(), credentials.resolveCredentials());
            InvokeResponse answer =
                    lambda.invoke(call ->
                            call.functionName(function)
                                    .clientContext(AwaitedAnswer.clientContext())
                                    .payload(SdkBytes.fromUtf8String(event.toString())));
            if (answer.functionError() != null) {
                throw new DeskUnavailableException(
                        name, new IllegalStateException(answer.functionError()));
            }
            return Json.read(answer.payload().asUtf8String());
        } catch (SdkException failed) {
            throw new DeskUnavailableException(name, failed);
        }
    }
}
