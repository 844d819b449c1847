package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.task.Requesters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The users and roles of which nothing ever becomes, whatever the limits say. */
final class Untouched {

    /** AWS makes these itself. */
    private static final List<String> PATHS = List.of("/aws-service-role/", "/aws-reserved/");

    private Untouched() {}

    /**
     * Why nothing may become of an identity; null when something may.
     *
     * @param bearer the user whom a credential belongs to, or the principal itself
     * @param path the bearer's
     */
    static @Nullable String why(Identity identity, Identity bearer, String path, Terms terms) {
        for (String reserved : PATHS) {
            if (path.regionMatches(true, 0, reserved, 0, reserved.length())) {
                return "AWS made it, under the path " + reserved;
            }
        }
        for (Limits.Untouchable listed : terms.limits().untouchables()) {
            if (listed.id().equals(bearer.id())
                    || listed.id().equals(identity.id())
                    || listed.arn().equals(bearer.arn())) {
                return "it is listed as untouchable: " + listed.reason();
            }
        }
        String arn = bearer.arn();
        if (arn == null) {
            return null;
        }
        for (String own : terms.own()) {
            if (isOwn(arn, own)) {
                return "it belongs to Curfew itself, or deployed it";
            }
        }
        String appliedBy = terms.limits().appliedBy();
        return appliedBy != null && isOwn(arn, appliedBy) ? "it applied the limits" : null;
    }

    private static boolean isOwn(String arn, String own) {
        return Requesters.matches(own, arn) || isSessionOf(own, arn);
    }

    /** Whether the one is a session of the other; a session's ARN does not tell the role's path. */
    private static boolean isSessionOf(String session, String role) {
        if (!session.contains(":assumed-role/")) {
            return false;
        }
        String[] one = session.split("[:/]", -1);
        String[] other = role.split("[:/]", -1);
        return one.length == 8
                && other.length > 6
                && one[2].equals("sts")
                && other[5].equals("role")
                && one[4].equals(other[4])
                && one[6].equals(other[other.length - 1]);
    }
}
