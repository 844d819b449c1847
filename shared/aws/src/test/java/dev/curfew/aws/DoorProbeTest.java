package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.lease.SessionCredentials;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

class DoorProbeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String DENIED =
            "User: arn:x is not authorized to perform: lambda:InvokeFunction ";
    private static final Answer LET_THROUGH = new Answer(204, "", "");

    private record Answer(int status, String type, String message) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private int asked;

    @Test
    void theRolesOwnDenialIsSeen() {
        answers.addAll(List.of(LET_THROUGH, LET_THROUGH, byTheRole()));

        assertThat(firstDenied()).contains(NOW.plusSeconds(2));
    }

    @Test
    void anotherRefusalIsNotTheDenialAndMayPass() {
        answers.addAll(
                List.of(
                        new Answer(
                                403,
                                "UnrecognizedClientException",
                                "The security token is invalid"),
                        new Answer(429, "TooManyRequestsException", "Rate exceeded"),
                        denied("with an explicit deny in a session policy"),
                        denied("with an explicit deny in a permissions boundary"),
                        denied("because no identity-based policy allows it"),
                        byTheRole()));

        assertThat(firstDenied()).contains(NOW.plusSeconds(5));
    }

    @Test
    void whatIsNotSeenInTimeIsNotSeen() {
        for (int i = 0; i < 20; i++) {
            answers.add(LET_THROUGH);
        }

        assertThat(firstDenied()).isEmpty();
        assertThat(asked).isEqualTo(10);
    }

    private static Answer byTheRole() {
        return denied("with an explicit deny in an identity-based policy");
    }

    private static Answer denied(String why) {
        return new Answer(403, "AccessDeniedException", DENIED + why);
    }

    /** Asks once a second, ten times at most. */
    private Optional<Instant> firstDenied() {
        Instant[] time = {NOW};
        return new DoorProbe(
                        LambdaClient.builder()
                                .region(Region.US_EAST_1)
                                .httpClient(new Scripted())
                                .overrideConfiguration(override ->
                                        override.retryStrategy(AwsRetryStrategy.doNotRetry())),
                        "arn:aws:lambda:us-east-1:123456789012:function:curfew-release:live",
                        () -> time[0],
                        pause -> time[0] = time[0].plusSeconds(1))
                .firstDenied(
                        new SessionCredentials("ASIA", "secret", "token"), NOW.plusSeconds(10));
    }

    private final class Scripted implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            assertThat(request.httpRequest().firstMatchingHeader("X-Amz-Invocation-Type"))
                    .contains("DryRun");
            asked++;
            Answer answer = answers.remove();
            byte[] body =
                    "{\"Message\": \"%s\"}"
                            .formatted(answer.message())
                            .getBytes(StandardCharsets.UTF_8);
            SdkHttpResponse response =
                    SdkHttpResponse.builder()
                            .statusCode(answer.status())
                            .putHeader("x-amzn-ErrorType", answer.type())
                            .build();
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(response)
                            .responseBody(
                                    AbortableInputStream.create(new ByteArrayInputStream(body)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
