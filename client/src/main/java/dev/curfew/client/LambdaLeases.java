package dev.curfew.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/**
 * Leases of a deployed stack. Every failure is a {@link CurfewException} without a secret in it.
 */
final class LambdaLeases implements LeaseSource, AutoCloseable {

    /** Tells the function that somebody waits for the answer. */
    private static final String CONTEXT =
            Base64.getEncoder()
                    .encodeToString(
                            "{\"custom\":{\"curfew\":\"answer-awaited\"}}"
                                    .getBytes(StandardCharsets.UTF_8));

    private static final String ALIAS = "live";
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    /** Longer than the functions may run. */
    private static final Duration ANSWERING = Duration.ofSeconds(75);

    private final String stack;
    private final LeaseRequest request;
    private final AwsCredentialsProvider own;
    private final LambdaClient lambda;
    private final StsClient sts;
    private final SignedRequest proofs;

    /**
     * @param own the credentials that ask
     * @param endpoint where AWS is; null where the SDK finds it by itself
     */
    LambdaLeases(
            String stack,
            LeaseRequest request,
            AwsCredentialsProvider own,
            Region region,
            @Nullable URI endpoint,
            Clock clock,
            RandomGenerator random) {
        this.stack = stack;
        this.request = request;
        this.own = own;
        LambdaClientBuilder functions =
                LambdaClient.builder()
                        .region(region)
                        .credentialsProvider(own)
                        .httpClientBuilder(http())
                        // Sent again when its answer is lost, a request could issue two leases.
                        .overrideConfiguration(
                                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()));
        StsClientBuilder identities =
                StsClient.builder()
                        .region(region)
                        .credentialsProvider(own)
                        .httpClientBuilder(http());
        if (endpoint != null) {
            functions.endpointOverride(endpoint);
            identities.endpointOverride(endpoint);
        }
        this.lambda = functions.build();
        this.sts = identities.build();
        this.proofs = new SignedRequest(endpoint(sts), stack, region.id(), clock, random);
    }

    private static UrlConnectionHttpClient.Builder http() {
        // The JDK's HTTP client sends a POST again when a connection breaks, too.
        System.setProperty("sun.net.http.retryPost", "false");
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECTING)
                .socketTimeout(ANSWERING);
    }

    /** The Region's own endpoint, unless the environment or a profile names another. */
    private static URI endpoint(StsClient sts) {
        var configuration = sts.serviceClientConfiguration();
        return configuration
                .endpointOverride()
                .orElseGet(() ->
                        StsEndpointProvider.defaultProvider()
                                .resolveEndpoint(ask ->
                                        ask.region(configuration.region()).useGlobalEndpoint(false))
                                .join()
                                .url());
    }

    @Override
    public Lease issue() {
        JsonNode answer = invoke(stack + "-issue", request.json());
        try {
            return new Lease(
                    text(answer, "lease"),
                    text(answer, "task"),
                    text(answer, "AccessKeyId"),
                    text(answer, "SecretAccessKey"),
                    text(answer, "SessionToken"),
                    Instant.parse(text(answer, "expiresAt")));
        } catch (DateTimeException unreadable) {
            throw notUnderstood(stack + "-issue");
        }
    }

    @Override
    public void release(Lease lease) {
        invoke(
                stack + "-release",
                JsonText.object(json -> json.writeFieldName("lease").writeValue(lease.id())));
    }

    private JsonNode invoke(String function, String text) {
        InvokeResponse response;
        try {
            // Nobody can be denied this call, so it tells the account to the holder of a lease too.
            String account = sts.getCallerIdentity().account();
            String event = proofs.event(text, account, own.resolveCredentials());
            response =
                    lambda.invoke(call ->
                            call.functionName(function)
                                    .qualifier(ALIAS)
                                    .clientContext(CONTEXT)
                                    .payload(SdkBytes.fromUtf8String(event)));
        } catch (SdkException failure) {
            throw CurfewException.noAnswer(
                    "`"
                            + function
                            + "` could not be asked, or did not answer: "
                            + failure.getMessage()
                            + "; a lease that was issued unseen ends at its deadline",
                    failure);
        }
        if (response.functionError() != null) {
            throw CurfewException.noAnswer(
                    "`" + function + "` failed: ask again, and look at its log group", null);
        }
        return answered(function, response);
    }

    private static JsonNode answered(String function, InvokeResponse response) {
        JsonNode answer;
        try {
            answer = JsonNode.parser().parse(response.payload().asInputStream());
        } catch (RuntimeException notJson) {
            throw notUnderstood(function); // its cause may quote the answer
        }
        Optional<JsonNode> refused = answer.field("refused").filter(JsonNode::isObject);
        if (refused.isPresent()) {
            throw CurfewException.refused(
                    text(refused.get(), "code"),
                    text(refused.get(), "message"),
                    text(refused.get(), "help"));
        }
        return answer;
    }

    private static String text(JsonNode answer, String field) {
        return answer.field(field).filter(JsonNode::isString).map(JsonNode::asString).orElse("");
    }

    private static CurfewException notUnderstood(String function) {
        return CurfewException.noAnswer(
                "`" + function + "` answered something else: check that it is Curfew's", null);
    }

    @Override
    public void close() {
        lambda.close();
        sts.close();
    }
}
