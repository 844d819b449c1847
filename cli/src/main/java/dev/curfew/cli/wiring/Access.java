package dev.curfew.cli.wiring;

import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.demo.Account.Credential;
import dev.curfew.cli.stack.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Whose credentials are used, and where.
 *
 * @param endpoint where AWS is; null to let the SDK find it, also in {@code AWS_ENDPOINT_URL}
 */
public record Access(AwsCredentialsProvider credentials, Region region, @Nullable URI endpoint) {

    static {
        // The JDK's HTTP client sends a POST again when a connection breaks; an issue must never be
        // sent twice.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static final String HELP =
            "sign in to AWS, or point at the local cloud with: eval \"$(./curfew env)\"";

    /**
     * The caller's own, as every AWS tool finds them; throws {@link Trouble} when there are none.
     */
    public static Access ofCaller() {
        AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException none) {
            throw new Trouble("no AWS credentials were found", HELP, none);
        }
        try {
            return new Access(
                    credentials, DefaultAwsRegionProviderChain.builder().build().getRegion(), null);
        } catch (SdkClientException none) {
            throw new Trouble("no AWS Region was found", "set AWS_REGION, or " + HELP, none);
        }
    }

    /**
     * The caller's own or, where the caller has none, the local cloud's.
     *
     * @param local not asked for as long as it is not needed
     */
    public static Access ofCallerOr(Supplier<Optional<LocalAccess>> local) {
        try {
            return ofCaller();
        } catch (Trouble none) {
            return local.get().map(Access::of).orElseThrow(() -> none);
        }
    }

    /** The local cloud's. */
    static Access of(LocalAccess local) {
        return new Access(
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(local.accessKeyId(), local.secretAccessKey())),
                Region.of(local.region()),
                local.endpoint());
    }

    /** The same place for the holder of a lease or a key. */
    Access as(Credential held) {
        String token = held.sessionToken();
        AwsCredentials theirs =
                token == null
                        ? AwsBasicCredentials.create(held.accessKeyId(), held.secretAccessKey())
                        : AwsSessionCredentials.create(
                                held.accessKeyId(), held.secretAccessKey(), token);
        return new Access(StaticCredentialsProvider.create(theirs), region, endpoint);
    }

    /** A builder that knows whose credentials and which place. */
    <C, B extends AwsClientBuilder<B, C>> B at(B builder) {
        builder.credentialsProvider(credentials).region(region);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder;
    }

    /**
     * Sets up a client.
     *
     * @param patience how long a call may go without an answer
     */
    <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(
            B builder, Duration patience) {
        return at(builder)
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(Duration.ofSeconds(5))
                                .socketTimeout(patience))
                .build();
    }
}
