package dev.curfew.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds what looks like a credential. It would rather take something harmless for one than miss
 * one; an access key's id (AKIA…) is none, it is the name of an identity.
 */
final class SecretLooks {

    private static final Map<String, Pattern> LOOKS =
            Map.of(
                    // 40 characters of base64 are a secret access key, more of them a token.
                    "a secret key or token",
                            Pattern.compile(
                                    "(?<![A-Za-z0-9+/=])"
                                            + "(?=[A-Za-z0-9+/]*[0-9])(?=[A-Za-z0-9+/]*[A-Z])"
                                            + "(?=[A-Za-z0-9+/]*[a-z])[A-Za-z0-9+/]{40,}"),
                    "a signature or a hash",
                            Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])"),
                    "a session's key", Pattern.compile("ASIA[A-Z0-9]{12,}"),
                    "a signed request", Pattern.compile("AWS4-HMAC|(?i)x-amz-(signature|security)"),
                    "a private key", Pattern.compile("-----BEGIN"),
                    "a bearer's token", Pattern.compile("(?i)\\bbearer [a-z0-9._~+/-]{8,}"),
                    "a token of Slack", Pattern.compile("xox[a-z]-|hooks\\.slack\\.com"),
                    "a password in a URL", Pattern.compile("://[^/\\s:@]+:[^/\\s@]+@"));

    private static final Pattern NAMES =
            Pattern.compile(
                    "(?i)secret|token|password|credential|signature|proof|policy|authorization|bearer");

    private SecretLooks() {}

    /** What in a document looks like a credential; the text itself is not repeated. */
    static List<String> in(JsonNode document) {
        List<String> found = new ArrayList<>();
        look(document, "", found);
        return found;
    }

    /** Whether a field of that name would be taken for a place of secrets. */
    static boolean isNameOfOne(String field) {
        return NAMES.matcher(field).find();
    }

    private static void look(JsonNode node, String path, List<String> found) {
        if (node.isTextual()) {
            LOOKS.forEach((what, look) -> {
                if (look.matcher(node.asText()).find()) {
                    found.add(path + ": looks like " + what);
                }
            });
        }
        node.propertyStream()
                .forEach(field -> {
                    if (isNameOfOne(field.getKey())) {
                        found.add(path + ": a field called `" + field.getKey() + "`");
                    }
                    look(field.getValue(), path + "/" + field.getKey(), found);
                });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(node.get(i), path + "/" + i, found);
            }
        }
    }
}
