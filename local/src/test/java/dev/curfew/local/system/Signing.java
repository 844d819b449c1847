package dev.curfew.local.system;

import static dev.curfew.local.system.DeployedCurfew.CURFEW;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Audience;
import dev.curfew.core.caller.RequestMark;
import dev.curfew.core.document.Json;
import dev.curfew.local.LocalCloud;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Signs a proof as the command does, or with one thing done otherwise. */
final class Signing {

    private final AwsCredentials credentials;
    private final List<Consumer<SdkHttpRequest.Builder>> changes = new ArrayList<>();
    private Audience audience = new Audience("curfew", LocalCloud.ACCOUNT, LocalCloud.REGION.id());
    private String region = LocalCloud.REGION.id();
    private String body = "Action=GetCallerIdentity&Version=2011-06-15";
    private Clock clock = Clock.systemUTC();

    private Signing(AwsCredentials credentials) {
        this.credentials = credentials;
    }

    static Signing by(AwsCredentials credentials) {
        return new Signing(credentials);
    }

    Signing forAudience(Audience other) {
        audience = other;
        return this;
    }

    Signing inRegion(String other) {
        region = other;
        return this;
    }

    Signing withBody(String other) {
        body = other;
        return this;
    }

    Signing at(Duration fromNow) {
        clock = Clock.offset(clock, fromNow);
        return this;
    }

    Signing with(Consumer<SdkHttpRequest.Builder> change) {
        changes.add(change);
        return this;
    }

    Signing withMethod(SdkHttpMethod method) {
        return with(request -> request.method(method));
    }

    Signing to(String uri) {
        return with(request -> request.uri(URI.create(uri)));
    }

    Signing withPath(String path) {
        return with(request -> request.encodedPath(path));
    }

    Signing withHeader(String name, String value) {
        return with(request -> request.putHeader(name, value));
    }

    Signing withoutMark() {
        return with(request -> request.removeHeader(RequestMark.HEADER));
    }

    ObjectNode sign(String request) {
        String nonce = UUID.randomUUID().toString().replace("-", "");
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create(CURFEW.cloud().endpoint() + "/"))
                        .putHeader(
                                "content-type", "application/x-www-form-urlencoded; charset=utf-8")
                        .putHeader(RequestMark.HEADER, mark(request, nonce));
        changes.forEach(change -> change.accept(unsigned));
        SdkHttpRequest signed =
                AwsV4HttpSigner.create()
                        .sign(sign ->
                                sign.identity(credentials)
                                        .request(unsigned.build())
                                        .payload(ContentStreamProvider.fromUtf8String(body))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                        .request();
        ObjectNode event = Json.MAPPER.createObjectNode().put("request", request);
        ObjectNode proof =
                event.putObject("proof")
                        .put(
                                "authorization",
                                signed.firstMatchingHeader("Authorization").orElseThrow())
                        .put("date", signed.firstMatchingHeader("X-Amz-Date").orElseThrow())
                        .put("nonce", nonce);
        if (credentials instanceof AwsSessionCredentials session) {
            proof.put("securityToken", session.sessionToken());
        }
        return event;
    }

    private String mark(String request, String nonce) {
        try {
            return RequestMark.of(request, nonce, audience);
        } catch (CharacterCodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
