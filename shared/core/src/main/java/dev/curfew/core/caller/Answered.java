package dev.curfew.core.caller;

import dev.curfew.core.caller.CallerVerifier.Verdict.Confirmed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of identity STS named. Its three fields tell some things twice; they must agree. See
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 * and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
sealed interface Answered {

    record Root() implements Answered {}

    record User(String id) implements Answered {}

    record RoleSession(String roleName, String roleId, String session) implements Answered {}

    /** A federated user, or a kind that this version does not know. */
    record Other() implements Answered {}

    Pattern ARN = Pattern.compile("arn:aws[a-z-]*:(?:iam|sts)::([0-9]{12}):[!-~]+");
    Pattern ROOT = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:root");
    Pattern USER = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:user/(?:[!-~]*/)?[\\w+=,.@-]+");
    Pattern ROLE_SESSION =
            Pattern.compile(
                    "arn:[a-z-]+:sts::[0-9]{12}:assumed-role/([\\w+=,.@-]+)/([\\w+=,.@-]+)");
    Pattern USER_ID = Pattern.compile("AIDA[A-Z0-9]+");
    Pattern ROLE_SESSION_ID = Pattern.compile("(AROA[A-Z0-9]+):([\\w+=,.@-]+)");

    /**
     * Reads it.
     *
     * @throws CallersUnavailableException when it contradicts itself; STS does not do that
     */
    static Answered of(Confirmed answer) {
        Matcher arn = ARN.matcher(answer.arn());
        require(arn.matches() && arn.group(1).equals(answer.account()));
        if (ROOT.matcher(answer.arn()).matches()) {
            require(answer.userId().equals(answer.account()));
            return new Root();
        }
        if (USER.matcher(answer.arn()).matches()) {
            require(USER_ID.matcher(answer.userId()).matches());
            return new User(answer.userId());
        }
        Matcher session = ROLE_SESSION.matcher(answer.arn());
        if (session.matches()) {
            Matcher id = ROLE_SESSION_ID.matcher(answer.userId());
            require(id.matches() && id.group(2).equals(session.group(2)));
            return new RoleSession(session.group(1), id.group(1), id.group(2));
        }
        return new Other();
    }

    private static void require(boolean consistent) {
        if (!consistent) {
            throw new CallersUnavailableException("STS's answer contradicts itself");
        }
    }
}
