package dev.curfew.cli.wiring;

import dev.curfew.cli.stack.Trouble;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in Curfew's words why a call of AWS got no answer. */
final class Troubles {

    private static final Set<String> BAD_CREDENTIALS =
            Set.of(
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidClientTokenId",
                    "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidSignatureException",
                    "UnrecognizedClientException");

    private Troubles() {}

    /**
     * @param doing what was tried, after "could not"
     */
    static Trouble of(String doing, SdkException failure) {
        if (failure instanceof AwsServiceException answered && answered.awsErrorDetails() != null) {
            return answered(doing, answered.awsErrorDetails(), failure);
        }
        return switch (rootOf(failure)) {
            case SocketTimeoutException _ ->
                    new Trouble(
                            "could not " + doing + ": no answer came in time",
                            "try again",
                            failure);
            case ConnectException _, UnknownHostException _ ->
                    new Trouble(
                            "could not " + doing + ": AWS cannot be reached",
                            "check the network and AWS_ENDPOINT_URL; ./curfew status says whether the local cloud runs",
                            failure);
            default ->
                    new Trouble(
                            "could not " + doing + ": " + failure.getMessage(),
                            "try again",
                            failure);
        };
    }

    private static Trouble answered(String doing, AwsErrorDetails details, SdkException failure) {
        String code = details.errorCode();
        String help = "see AWS's own message";
        if (code.startsWith("AccessDenied")) {
            help = "ask whoever gave you the credentials to allow it";
        } else if (BAD_CREDENTIALS.contains(code)) {
            help =
                    "renew your credentials, or point at the local cloud with: eval \"$(./curfew env)\"";
        }
        return new Trouble(
                "could not " + doing + ": AWS answered " + code + ": " + details.errorMessage(),
                help,
                failure);
    }

    static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
