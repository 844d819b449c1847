package dev.curfew.client;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Credentials of a lease for one task, for the clients of the AWS SDK.
 *
 * {@snippet :
 * try (var orders = CurfewCredentialsProvider.builder()
 *                 .task("read-orders")
 *                 .allow("sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:123456789012:orders")
 *                 .build();
 *         var sqs = SqsClient.builder().credentialsProvider(orders).build()) {
 *     sqs.receiveMessage(request -> request.queueUrl(url));
 * }                                               // the lease ends here
 * }
 *
 * <p>The first call issues a lease; later ones get the same from memory. When a fifth of its life
 * or two minutes remain, the next call sets off a renewal on another thread. However many threads
 * ask, one request is under way. See {@link LeaseKeeper}.
 */
public final class CurfewCredentialsProvider implements AwsCredentialsProvider, AutoCloseable {

    private final LeaseKeeper keeper;
    private final LambdaLeases leases;

    private CurfewCredentialsProvider(LambdaLeases leases, Duration duration, Clock clock) {
        this.leases = leases;
        this.keeper = new LeaseKeeper(leases, duration, clock);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Throws {@link CurfewException} when no lease is to be had, and {@link IllegalStateException}
     * once closed.
     */
    @Override
    public AwsCredentials resolveCredentials() {
        Lease lease = keeper.lease();
        return AwsSessionCredentials.builder()
                .accessKeyId(lease.accessKeyId())
                .secretAccessKey(lease.secretAccessKey())
                .sessionToken(lease.sessionToken())
                .expirationTime(lease.expiresAt())
                .providerName("Curfew")
                .build();
    }

    /** The id of the lease that is held now, to find it by in logs and with the command. */
    public String lease() {
        return keeper.lease().id();
    }

    /**
     * Releases the lease: its session is denied some seconds later. Throws {@link CurfewException}
     * when it may not have been released; then it ends at its deadline.
     */
    @Override
    public void close() {
        try {
            keeper.close();
        } finally {
            leases.close();
        }
    }

    @Override
    public String toString() {
        return "CurfewCredentialsProvider";
    }

    /** Says what is asked for, and as whom. Task and what is allowed must be given. */
    public static final class Builder {

        private String task = "";
        private String agent = System.getProperty("user.name", "java");
        private String reason = "asked for by a program";
        private final Scope scope = new Scope();
        private Duration duration = Duration.ofMinutes(5);
        private String stack = "curfew";
        private @Nullable AwsCredentialsProvider credentials;
        private @Nullable Region region;
        private @Nullable URI endpoint;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** The task of the catalogue. */
        public Builder task(String task) {
            this.task = task;
            return this;
        }

        /** Allows an action on some resources; may be called again. */
        public Builder allow(String action, String... resources) {
            scope.allow(action, resources);
            return this;
        }

        /** The IAM policy that says what is allowed, instead of {@link #allow}. */
        public Builder scope(String policy) {
            scope.policy(policy);
            return this;
        }

        /** How long each lease is for; five minutes unless said. */
        public Builder duration(Duration duration) {
            this.duration = duration;
            return this;
        }

        /** Whom it is for, as people will read it. */
        public Builder agent(String label) {
            this.agent = label;
            return this;
        }

        /** What it is for. */
        public Builder reason(String text) {
            this.reason = text;
            return this;
        }

        /** The deployed stack; {@code curfew} unless said. */
        public Builder stack(String name) {
            this.stack = name;
            return this;
        }

        /** The credentials that ask; the SDK's default chain unless said. */
        public Builder credentialsProvider(AwsCredentialsProvider own) {
            this.credentials = own;
            return this;
        }

        /** The stack's Region; the SDK's default chain unless said. */
        public Builder region(Region region) {
            this.region = region;
            return this;
        }

        /** Where AWS is, such as a local cloud; the SDK finds it unless said. */
        public Builder endpointOverride(URI endpoint) {
            this.endpoint = endpoint;
            return this;
        }

        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** Asks for nothing yet. */
        public CurfewCredentialsProvider build() {
            if (task.isEmpty()) {
                throw new IllegalArgumentException("name the task: task(\"…\")");
            }
            LeaseRequest request = new LeaseRequest(task, agent, scope.json(), duration, reason);
            AwsCredentialsProvider own = credentials;
            Region where = region;
            return new CurfewCredentialsProvider(
                    new LambdaLeases(
                            stack,
                            request,
                            own == null ? DefaultCredentialsProvider.builder().build() : own,
                            where == null
                                    ? DefaultAwsRegionProviderChain.builder().build().getRegion()
                                    : where,
                            endpoint,
                            clock,
                            new SecureRandom()),
                    duration,
                    clock);
        }
    }
}
