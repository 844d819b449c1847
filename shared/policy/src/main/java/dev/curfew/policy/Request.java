package dev.curfew.policy;

import java.util.regex.Pattern;

/**
 * One call as IAM sees it.
 *
 * @param action {@code service:name}, without wildcards
 * @param resource an ARN, or {@code *} for an action that knows no resources
 */
public record Request(String action, String resource, Context context) {
    private static final Pattern ACTION = Pattern.compile("[^:*?\\s]+:[^:*?\\s]+");

    public Request {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException(
                    "`" + Problems.quote(action) + "` is not an action such as `s3:GetObject`");
        }
    }
}
