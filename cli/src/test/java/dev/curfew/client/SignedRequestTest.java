package dev.curfew.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.aws.CallerProof;
import dev.curfew.core.caller.Audience;
import dev.curfew.core.document.Json;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The client signs by itself, since it depends on no other module. This is the one place that sees
 * both: what it signs is, byte for byte, what {@code shared/aws} signs and the functions verify.
 */
class SignedRequestTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);

    static Stream<Arguments> requests() {
        AwsCredentials key = AwsBasicCredentials.create("AKIAEXAMPLE", "secret");
        AwsCredentials session = AwsSessionCredentials.create("ASIAEXAMPLE", "secret", "token");
        return Stream.of(key, session)
                .flatMap(credentials ->
                        Stream.of("{}", "{\"reason\":\"Bücher, 本, 😀\"}", "{\"a\":1.0 , \"a\":2}")
                                .flatMap(request ->
                                        Stream.of(
                                                        "http://127.0.0.1:4566",
                                                        "https://sts.eu-west-1.amazonaws.com")
                                                .map(endpoint ->
                                                        Arguments.of(
                                                                request, endpoint, credentials))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void bothSignTheSame(String request, String endpoint, AwsCredentials credentials) {
        try (StsClient sts =
                StsClient.builder()
                        .region(Region.EU_WEST_1)
                        .endpointOverride(URI.create(endpoint))
                        .build()) {
            var theirs =
                    new CallerProof(
                                    sts,
                                    new Audience("blue", "123456789012", "eu-west-1"),
                                    CLOCK,
                                    new Random(7))
                            .sign(request, credentials);

            String ours =
                    new SignedRequest(
                                    URI.create(endpoint), "blue", "eu-west-1", CLOCK, new Random(7))
                            .event(request, "123456789012", credentials);

            assertThat(Json.read(ours)).isEqualTo(theirs);
        }
    }
}
