package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.document.Json;
import dev.curfew.core.identity.CloudTrailReader;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamRequest;

/**
 * That record knows each call of IAM that the SDK knows: an upgrade of the SDK may bring others.
 */
class IamCallsTest {

    @Test
    void eachWritingCallOfIamMeansSomethingToRecord() {
        List<String> calls =
                Arrays.stream(IamClient.class.getMethods())
                        .filter(method ->
                                method.getParameterCount() == 1
                                        && IamRequest.class.isAssignableFrom(
                                                method.getParameterTypes()[0]))
                        .map(Method::getName)
                        .filter(name -> !name.endsWith("Paginator"))
                        .filter(name -> !name.matches("(get|list|simulate).*"))
                        .map(IamCallsTest::eventName)
                        .distinct()
                        .toList();

        assertThat(calls)
                .hasSizeGreaterThan(100)
                .allSatisfy(call ->
                        assertThat(
                                        CloudTrailReader.read(
                                                Json.MAPPER
                                                        .createObjectNode()
                                                        .set(
                                                                "detail",
                                                                Json.MAPPER
                                                                        .createObjectNode()
                                                                        .put("eventName", call))))
                                .isNotInstanceOf(CloudTrailReader.Read.Unknown.class));
    }

    /** The SDK writes acronyms as words in some names, as the API does not. */
    private static String eventName(String method) {
        return (method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1))
                .replace("OpenIdConnect", "OpenIDConnect")
                .replace("ClientId", "ClientID")
                .replace("MfaDevice", "MFADevice")
                .replace("Saml", "SAML");
    }
}
