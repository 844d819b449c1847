package dev.curfew.cli.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.aws.CallerProof;
import dev.curfew.core.caller.Audience;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** Signs requests as the caller, for a stack in the caller's own account. */
final class Signatures {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Signatures() {}

    /** The event that carries the request and proves who makes it. */
    static JsonNode sign(Access access, String stack, JsonNode request) {
        // Nobody can be denied this call, so it tells the account to the holder of a lease too.
        try (StsClient sts = access.client(StsClient.builder(), PATIENCE)) {
            Audience audience =
                    new Audience(stack, sts.getCallerIdentity().account(), access.region().id());
            return new CallerProof(sts, audience, Clock.systemUTC(), new SecureRandom())
                    .sign(request.toString(), access.credentials().resolveCredentials());
        } catch (SdkException failure) {
            throw Troubles.of("ask AWS whose credentials these are", failure);
        }
    }
}
