package dev.curfew.local.system;

import dev.curfew.local.LocalCloud;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients as the functions have them, over one network on which calls fail. */
record FaultyClients(
        CallFaults faults,
        IamClient iam,
        DynamoDbClient dynamo,
        S3Client s3,
        SqsClient sqs,
        EventBridgeClient events)
        implements AutoCloseable {

    static FaultyClients on(LocalCloud cloud) {
        CallFaults faults =
                new CallFaults(
                        UrlConnectionHttpClient.builder()
                                .socketTimeout(Duration.ofSeconds(30))
                                .build());
        return new FaultyClients(
                faults,
                client(cloud, faults, IamClient.builder()),
                client(cloud, faults, DynamoDbClient.builder()),
                client(cloud, faults, S3Client.builder().forcePathStyle(true)),
                client(cloud, faults, SqsClient.builder()),
                client(cloud, faults, EventBridgeClient.builder()));
    }

    private static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(
            LocalCloud cloud, CallFaults faults, B builder) {
        return cloud.client(
                builder.httpClient(faults)
                        .overrideConfiguration(override -> override.retryStrategy(atOnce())));
    }

    /** As often as the SDK tries by itself, and without its waits. */
    private static RetryStrategy atOnce() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .circuitBreakerEnabled(false)
                .build();
    }

    @Override
    public void close() {
        iam.close();
        dynamo.close();
        s3.close();
        sqs.close();
        events.close();
        faults.close();
    }
}
