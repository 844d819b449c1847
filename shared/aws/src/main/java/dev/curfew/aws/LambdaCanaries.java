package dev.curfew.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.revocation.Canaries;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Canaries that the issue function opens and watches, asked for with a proof like any request. What
 * goes wrong leaves the denial unseen, and undoes nothing.
 */
public final class LambdaCanaries implements Canaries {

    private static final Logger LOG = LoggerFactory.getLogger(LambdaCanaries.class);

    private final LambdaClient lambda;
    private final String issue;
    private final CallerProof proof;
    private final AwsCredentialsProvider credentials;

    /**
     * @param issue ARN of the issue function, with its alias
     * @param credentials of the function that asks
     */
    public LambdaCanaries(
            LambdaClient lambda,
            String issue,
            CallerProof proof,
            AwsCredentialsProvider credentials) {
        this.lambda = lambda;
        this.issue = issue;
        this.proof = proof;
        this.credentials = credentials;
    }

    @Override
    public Optional<Instant> watch(String role, LeaseId canary) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        request.putObject("canary").put("lease", canary.value()).put("role", role);
        ObjectNode event = proof.sign(request.toString(), credentials.resolveCredentials());
        try {
            InvokeResponse answer =
                    lambda.invoke(call ->
                            call.functionName(issue)
                                    .clientContext(AwaitedAnswer.clientContext())
                                    .payload(SdkBytes.fromUtf8String(event.toString())));
            return seen(role, answer);
        } catch (SdkException failed) {
            LOG.warn("no canary was watched on {}", role, failed);
            return Optional.empty();
        }
    }

    private static Optional<Instant> seen(String role, InvokeResponse answer) {
        JsonNode body = Json.read(answer.payload().asUtf8String());
        if (answer.functionError() != null || !body.path("seenAt").isTextual()) {
            LOG.warn("no canary was seen to be denied on {}: {}", role, body);
            return Optional.empty();
        }
        return Optional.of(Instant.parse(body.path("seenAt").asText()));
    }
}
