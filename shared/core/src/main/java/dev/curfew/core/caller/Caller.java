package dev.curfew.core.caller;

import org.jspecify.annotations.Nullable;

/**
 * A principal that has proved who it is. Every field comes from AWS, none from the request.
 *
 * @param account the account's id
 * @param arn what STS calls it, such as {@code arn:aws:sts::123456789012:assumed-role/ci/job-7}
 * @param id IAM's unique id of the user or role behind it ({@code AIDA…}, {@code AROA…}); the
 *     account's id for its root user
 * @param session the name of its session; null where the caller is no role's session
 * @param principal ARN of that user, role or root user, with its path, which STS leaves out of a
 *     session's ARN
 */
public record Caller(
        String account, String arn, String id, @Nullable String session, String principal) {

    private static final String BROKERED = ":role/curfew/";

    /** Whether it is a session of a role that only Curfew hands out. */
    public boolean isBrokered() {
        return session != null && principal.contains(BROKERED);
    }
}
