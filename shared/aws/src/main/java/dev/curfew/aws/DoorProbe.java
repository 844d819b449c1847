package dev.curfew.aws;

import dev.curfew.core.lease.Probe;
import dev.curfew.core.lease.SessionCredentials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/**
 * Calls through the door that every session has: a dry run of the release function, which asks
 * whether it may be invoked and does not invoke it. See
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#lambda-Invoke-request-InvocationType
 */
public final class DoorProbe implements Probe {

    /**
     * How AWS words a denial by the role's own policy, as against the session's policy or its
     * boundary. See
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
     */
    private static final String BY_THE_ROLE = "with an explicit deny in an identity-based policy";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LambdaClientBuilder lambda;
    private final String door;
    private final InstantSource clock;
    private final Consumer<Duration> pause;

    /**
     * @param lambda sets up a client but for its credentials
     * @param door ARN of the release function, with its alias
     * @param pause waits that long
     */
    public DoorProbe(
            LambdaClientBuilder lambda,
            String door,
            InstantSource clock,
            Consumer<Duration> pause) {
        this.lambda = lambda;
        this.door = door;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Optional<Instant> firstDenied(SessionCredentials session, Instant giveUpAt) {
        var credentials =
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        try (LambdaClient client =
                lambda.credentialsProvider(StaticCredentialsProvider.create(credentials)).build()) {
            while (clock.instant().isBefore(giveUpAt)) {
                try {
                    client.invoke(
                            call -> call.functionName(door).invocationType(InvocationType.DRY_RUN));
                } catch (SdkException failed) {
                    // Anything else may pass: a session that is new may not be known everywhere
                    // yet.
                    if (isByTheRole(failed)) {
                        return Optional.of(clock.instant());
                    }
                }
                pause.accept(PAUSE);
            }
            return Optional.empty();
        }
    }

    private static boolean isByTheRole(SdkException failed) {
        return failed instanceof LambdaException refused
                && refused.statusCode() == 403
                && String.valueOf(refused.getMessage()).contains(BY_THE_ROLE);
    }
}
