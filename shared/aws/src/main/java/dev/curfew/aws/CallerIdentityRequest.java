package dev.curfew.aws;

import dev.curfew.core.caller.RequestMark;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/**
 * The one request that proves a caller, as it is signed on one side and sent on the other. See
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
final class CallerIdentityRequest {

    static final String SERVICE = "sts";

    static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";

    private CallerIdentityRequest() {}

    /**
     * Where STS is for a client of it: the Region's own endpoint, unless the environment or a
     * profile of the client names another, such as the local cloud's.
     */
    static URI endpoint(StsClient sts) {
        var configuration = sts.serviceClientConfiguration();
        return configuration.endpointOverride().orElseGet(() -> endpoint(configuration.region()));
    }

    private static URI endpoint(Region region) {
        return StsEndpointProvider.defaultProvider()
                .resolveEndpoint(ask -> ask.region(region).useGlobalEndpoint(false))
                .join()
                .url();
    }

    static SdkHttpRequest.Builder to(URI endpoint, String mark) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol(endpoint.getScheme())
                .host(endpoint.getHost())
                .port(endpoint.getPort() < 0 ? null : endpoint.getPort())
                .encodedPath("/")
                .putHeader("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                .putHeader(RequestMark.HEADER, mark);
    }

    static ContentStreamProvider body() {
        return ContentStreamProvider.fromUtf8String(BODY);
    }

    static int length() {
        return BODY.length();
    }

    /** The body's SHA-256, which the SDK's signer puts into a header of its own. */
    static String hash() {
        return "ab821ae955788b0e33ebd34c208442ccfc2d406e2edc5e7a39bd6458fbb4f843";
    }
}
