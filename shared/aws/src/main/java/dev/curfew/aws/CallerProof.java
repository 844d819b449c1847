package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Audience;
import dev.curfew.core.caller.RequestMark;
import dev.curfew.core.document.Json;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Signs requests on the caller's side. What it makes is good for one request, for five minutes, for
 * one stack; whoever sees it in that time could send that same request first, and nothing else.
 */
public final class CallerProof {

    private static final int NONCE_BYTES = 16;

    private final URI endpoint;
    private final Audience audience;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * For callers of the stack.
     *
     * @param sts says where STS is; it is not called
     * @param random fit for secrets
     */
    public CallerProof(StsClient sts, Audience audience, Clock clock, RandomGenerator random) {
        this(CallerIdentityRequest.endpoint(sts), audience, clock, random);
    }

    CallerProof(URI endpoint, Audience audience, Clock clock, RandomGenerator random) {
        this.endpoint = endpoint;
        this.audience = audience;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The event that carries a request and proves who makes it: {@code {"request", "proof"}}.
     *
     * @param request JSON text, sent as it is
     */
    public ObjectNode sign(String request, AwsCredentials credentials) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(sign ->
                                sign.identity(credentials)
                                        .request(unsigned(request, nonce))
                                        .payload(CallerIdentityRequest.body())
                                        .putProperty(
                                                AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                CallerIdentityRequest.SERVICE)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, audience.region())
                                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                        .request();
        ObjectNode event = Json.MAPPER.createObjectNode().put("request", request);
        ObjectNode proof =
                event.putObject("proof")
                        .put("authorization", header(signed, "Authorization"))
                        .put("date", header(signed, "X-Amz-Date"))
                        .put("nonce", nonce);
        signed.firstMatchingHeader("X-Amz-Security-Token")
                .ifPresent(token -> proof.put("securityToken", token));
        return event;
    }

    private SdkHttpRequest unsigned(String request, String nonce) {
        try {
            return CallerIdentityRequest.to(endpoint, RequestMark.of(request, nonce, audience))
                    .build();
        } catch (CharacterCodingException halfACharacter) {
            throw new IllegalArgumentException("the request is not Unicode text", halfACharacter);
        }
    }

    private static String header(SdkHttpRequest request, String name) {
        return request.firstMatchingHeader(name).orElseThrow();
    }
}
