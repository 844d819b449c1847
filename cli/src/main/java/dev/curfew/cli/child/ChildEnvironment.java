package dev.curfew.cli.child;

import dev.curfew.client.Lease;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a program that shall have one lease and no other credential. Every other way
 * to one is closed, since an SDK takes the first that it finds: a key in the shell, a profile, an
 * SSO session, the role of the machine.
 */
public final class ChildEnvironment {

    /** Each of these holds a credential or leads to one. */
    private static final List<String> OTHER_WAYS =
            List.of(
                    "AWS_ACCESS_KEY_ID",
                    "AWS_ACCESS_KEY",
                    "AWS_SECRET_ACCESS_KEY",
                    "AWS_SECRET_KEY",
                    "AWS_SESSION_TOKEN",
                    "AWS_SECURITY_TOKEN",
                    "AWS_DELEGATION_TOKEN",
                    "AWS_CREDENTIAL_EXPIRATION",
                    "AWS_ACCOUNT_ID",
                    "AWS_PROFILE",
                    "AWS_DEFAULT_PROFILE",
                    "AWS_CREDENTIAL_FILE",
                    "AWS_CREDENTIAL_PROFILES_FILE",
                    "AWS_ROLE_ARN",
                    "AWS_IAM_ROLE_ARN",
                    "AWS_ROLE_SESSION_NAME",
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                    "AWS_BEARER_TOKEN_BEDROCK");

    private ChildEnvironment() {}

    /** Asks for the lease each time it needs it, and so has the next one too. */
    public static Map<String, String> asking(
            Map<String, String> own, Map<String, String> place, URI address, Path tokenFile) {
        Map<String, String> environment = without(own, place);
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address.toString());
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", tokenFile.toString());
        return environment;
    }

    /** Has the lease's keys, and after its end none. */
    public static Map<String, String> holding(
            Map<String, String> own, Map<String, String> place, Lease lease) {
        Map<String, String> environment = without(own, place);
        environment.put("AWS_ACCESS_KEY_ID", lease.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", lease.secretAccessKey());
        environment.put("AWS_SESSION_TOKEN", lease.sessionToken());
        environment.put("AWS_CREDENTIAL_EXPIRATION", lease.expiresAt().toString());
        return environment;
    }

    private static Map<String, String> without(Map<String, String> own, Map<String, String> place) {
        Map<String, String> environment = new HashMap<>(own);
        environment.keySet().removeAll(OTHER_WAYS);
        environment.putAll(place);
        // A default profile, which comes before a container's credentials, is found without being
        // named.
        environment.put("AWS_CONFIG_FILE", "/dev/null");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        environment.put("BOTO_CONFIG", "/dev/null");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }
}
