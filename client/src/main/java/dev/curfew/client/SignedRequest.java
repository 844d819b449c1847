package dev.curfew.client;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * A request and the proof of who makes it: the signature of an STS GetCallerIdentity request that
 * names it, and is not sent. It is good once, for five minutes, for one stack. What is signed is
 * listed in docs/agent-author.md, "Proof".
 */
final class SignedRequest {

    private static final String SERVICE = "sts";
    private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";
    private static final int NONCE_BYTES = 16;

    private final URI sts;
    private final String stack;
    private final String region;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param sts where STS is
     * @param random fit for secrets
     */
    SignedRequest(URI sts, String stack, String region, Clock clock, RandomGenerator random) {
        this.sts = sts;
        this.stack = stack;
        this.region = region;
        this.clock = clock;
        this.random = random;
    }

    /** The event that carries the request; whoever sees it may send it first. */
    String event(String request, String account, AwsCredentials credentials) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        String mark =
                "v1 sha256="
                        + sha256(request)
                        + " nonce="
                        + nonce
                        + " audience="
                        + stack
                        + "/"
                        + account
                        + "/"
                        + region;
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(sign ->
                                sign.identity(credentials)
                                        .request(unsigned(mark))
                                        .payload(ContentStreamProvider.fromUtf8String(BODY))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                        .request();
        return JsonText.object(event -> {
            event.writeFieldName("request").writeValue(request);
            event.writeFieldName("proof").writeStartObject();
            event.writeFieldName("authorization").writeValue(header(signed, "Authorization"));
            event.writeFieldName("date").writeValue(header(signed, "X-Amz-Date"));
            event.writeFieldName("nonce").writeValue(nonce);
            signed.firstMatchingHeader("X-Amz-Security-Token")
                    .ifPresent(token -> event.writeFieldName("securityToken").writeValue(token));
            event.writeEndObject();
        });
    }

    private SdkHttpRequest unsigned(String mark) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol(sts.getScheme())
                .host(sts.getHost())
                .port(sts.getPort() < 0 ? null : sts.getPort())
                .encodedPath("/")
                .putHeader("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader("x-curfew-request", mark)
                .build();
    }

    private static String header(SdkHttpRequest request, String name) {
        return request.firstMatchingHeader(name).orElseThrow();
    }

    private static String sha256(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (CharacterCodingException halfACharacter) {
            throw new IllegalArgumentException("the request is not Unicode text", halfACharacter);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
