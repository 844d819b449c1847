package dev.curfew.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.IamClientBuilder;

/**
 * IAM for whoever has much to ask. A page of a thousand takes IAM some seconds; and an account that
 * is throttled is asked more slowly, instead of giving up.
 */
public final class PatientIam {

    /** As many questions at once as a sweep asks; the JDK keeps five connections by itself. */
    private static final String CONNECTIONS = "16";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(25);

    /** With these waits, one question is given up after about half a minute. */
    private static final int ATTEMPTS = 9;

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private PatientIam() {}

    /** The client of a builder that has all else it needs. */
    public static IamClient client(IamClientBuilder builder) {
        return client(builder, retries());
    }

    /**
     * The same for who cannot come back later: it finds out how many calls a second IAM takes, and
     * makes no more. Where few are taken it needs longer, and does not give up.
     */
    public static IamClient adapting(IamClientBuilder builder) {
        return client(
                builder, patient(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()).build());
    }

    private static IamClient client(IamClientBuilder builder, RetryStrategy retries) {
        // Read by the JDK when it keeps its first connection.
        System.setProperty("http.maxConnections", CONNECTIONS);
        return builder.region(Region.AWS_GLOBAL)
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(ANSWER))
                .overrideConfiguration(override -> override.retryStrategy(retries))
                .build();
    }

    /** Without the SDK's own breaker, which gives up when many questions are throttled at once. */
    private static RetryStrategy retries() {
        return patient(AwsRetryStrategy.standardRetryStrategy().toBuilder())
                .circuitBreakerEnabled(false)
                .build();
    }

    private static <B extends RetryStrategy.Builder<B, ?>> B patient(B retries) {
        BackoffStrategy waits =
                BackoffStrategy.exponentialDelayHalfJitter(FIRST_WAIT, LONGEST_WAIT);
        return retries.maxAttempts(ATTEMPTS)
                .backoffStrategy(waits)
                .throttlingBackoffStrategy(waits);
    }
}
