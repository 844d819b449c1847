package dev.curfew.functions;

import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoInventory;
import dev.curfew.aws.DynamoLeases;
import dev.curfew.aws.DynamoTasks;
import dev.curfew.aws.EventBridgeEvents;
import dev.curfew.aws.IamAccount;
import dev.curfew.aws.KmsNotary;
import dev.curfew.aws.S3Seals;
import dev.curfew.aws.StsSessions;
import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.journal.Heads;
import dev.curfew.core.journal.Notary;
import dev.curfew.core.journal.Seals;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Sessions;
import dev.curfew.core.task.Tasks;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** The real world of one function, from the environment that the template gives it. */
public final class Wiring {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);

    private final String function;
    private final Metrics metrics;

    /**
     * @param function the function's own name: its service in the metrics, {@code curfew.NAME} on
     *     the bus
     */
    public Wiring(String function) {
        this.function = function;
        this.metrics =
                MetricsBuilder.builder().withNamespace("Curfew").withService(function).build();
    }

    public Metrics metrics() {
        return metrics;
    }

    public Tasks tasks() {
        return new DynamoTasks(dynamo(), variable("CATALOGUE_TABLE"));
    }

    public Leases leases() {
        return new DynamoLeases(dynamo(), variable("LEASES_TABLE"));
    }

    public Inventory inventory() {
        return new DynamoInventory(
                dynamo(), variable("INVENTORY_TABLE"), variable("JOURNAL_TABLE"));
    }

    public Heads heads() {
        return new DynamoHeads(dynamo(), variable("LEASES_TABLE"), variable("INVENTORY_TABLE"));
    }

    public Notary notary() {
        return new KmsNotary(client(KmsClient.builder()).build(), variable("SEAL_KEY"));
    }

    public Seals seals() {
        // Path style, so that an endpoint of any name will do.
        return new S3Seals(
                client(S3Client.builder().forcePathStyle(true)).build(), variable("SEAL_BUCKET"));
    }

    /** STS in the function's own Region: the global endpoint is slower and fails with us-east-1. */
    public Sessions sessions() {
        return new StsSessions(client(StsClient.builder()).build());
    }

    public Account account() {
        return new IamAccount(client(IamClient.builder().region(Region.AWS_GLOBAL)).build());
    }

    public EventBridgeEvents events() {
        return new EventBridgeEvents(
                client(EventBridgeClient.builder()).build(),
                variable("EVENT_BUS"),
                "curfew." + function,
                () -> metrics.addMetric("EventsLost", 1, MetricUnit.COUNT));
    }

    private static DynamoDbClient dynamo() {
        return client(DynamoDbClient.builder()).build();
    }

    private static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B client(
            B builder) {
        return builder.httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(ANSWER))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the template gives this function no variable " + name);
        }
        return value;
    }
}
