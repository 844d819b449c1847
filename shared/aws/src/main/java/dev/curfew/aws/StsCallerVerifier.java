package dev.curfew.aws;

import dev.curfew.core.caller.CallerVerifier;
import dev.curfew.core.caller.CallersUnavailableException;
import dev.curfew.core.caller.Proof;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Asks STS whose a signature is, by sending it the request that was signed. Nothing of that request
 * comes from the caller but the date, the token, the mark and the signature, so it cannot go
 * elsewhere, ask for something else, or ask for an answer of another form.
 *
 * <p>What STS answers beside its error code is not repeated: its words for a wrong signature hold
 * the request, token included.
 */
public final class StsCallerVerifier implements CallerVerifier {

    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9.]{0,63}");
    private static final Set<String> THROTTLED =
            Set.of("Throttling", "ThrottlingException", "RequestLimitExceeded");

    private final SdkHttpClient http;
    private final URI endpoint;
    private final String region;

    /**
     * The verifier of a Region.
     *
     * @param http follows no redirect
     * @param sts says where STS is; it is not called
     */
    public StsCallerVerifier(SdkHttpClient http, StsClient sts) {
        this(
                http,
                CallerIdentityRequest.endpoint(sts),
                sts.serviceClientConfiguration().region().id());
    }

    StsCallerVerifier(SdkHttpClient http, URI endpoint, String region) {
        this.http = http;
        this.endpoint = endpoint;
        this.region = region;
    }

    @Override
    public Verdict verify(Proof proof) {
        HttpExecuteRequest request =
                HttpExecuteRequest.builder()
                        .request(signed(proof))
                        .contentStreamProvider(CallerIdentityRequest.body())
                        .build();
        try {
            HttpExecuteResponse response = http.prepareRequest(request).call();
            return verdict(response.httpResponse().statusCode(), body(response));
        } catch (IOException unanswered) {
            throw new CallersUnavailableException("STS did not answer", unanswered);
        }
    }

    private SdkHttpRequest signed(Proof proof) {
        String date = CallerIdentityRequest.DATE.format(proof.date());
        SdkHttpRequest.Builder request =
                CallerIdentityRequest.to(endpoint, proof.mark())
                        .putHeader(
                                "content-length", Integer.toString(CallerIdentityRequest.length()))
                        .putHeader("x-amz-content-sha256", CallerIdentityRequest.hash())
                        .putHeader("x-amz-date", date)
                        .putHeader(
                                "authorization",
                                "AWS4-HMAC-SHA256 Credential="
                                        + proof.accessKeyId()
                                        + "/"
                                        + date.substring(0, 8)
                                        + "/"
                                        + region
                                        + "/"
                                        + CallerIdentityRequest.SERVICE
                                        + "/aws4_request, SignedHeaders="
                                        + Proof.signedHeaders(proof.securityToken() != null)
                                        + ", Signature="
                                        + proof.signature());
        if (proof.securityToken() != null) {
            request.putHeader("x-amz-security-token", proof.securityToken());
        }
        return request.build();
    }

    private static byte[] body(HttpExecuteResponse response) throws IOException {
        Optional<AbortableInputStream> answer = response.responseBody();
        if (answer.isEmpty()) {
            return new byte[0];
        }
        try (InputStream stream = answer.get()) {
            byte[] bytes = stream.readNBytes(LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                answer.get().abort();
                throw new CallersUnavailableException("STS's answer has no end");
            }
            return bytes;
        }
    }

    private static Verdict verdict(int status, byte[] body) {
        Map<String, String> answer = StsAnswer.read(body);
        if (status == 200) {
            String result = "GetCallerIdentityResponse/GetCallerIdentityResult/";
            return new Verdict.Confirmed(
                    field(answer, result + "Account"),
                    field(answer, result + "Arn"),
                    field(answer, result + "UserId"));
        }
        String code = answer.getOrDefault("ErrorResponse/Error/Code", "");
        if (status < 400
                || status >= 500
                || status == 429
                || THROTTLED.contains(code)
                || !CODE.matcher(code).matches()) {
            throw new CallersUnavailableException("STS answered with status " + status);
        }
        return new Verdict.Denied(code);
    }

    private static String field(Map<String, String> answer, String path) {
        String value = answer.get(path);
        if (value == null) {
            throw new CallersUnavailableException("the answer is not STS's: it has no " + path);
        }
        return value;
    }
}
