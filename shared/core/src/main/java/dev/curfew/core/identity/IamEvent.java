package dev.curfew.core.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one successful IAM call did to an identity.
 *
 * @param eventId CloudTrail's id of the record
 * @param account the account it happened in
 * @param at when IAM answered the call, in whole seconds
 * @param by ARN of the caller, or the name of the AWS service that called
 */
public record IamEvent(String eventId, String account, Instant at, String by, Change change) {

    /** What changed. Some events name a user or role without its unique id. */
    public sealed interface Change {

        /** A user or role was made. */
        record PrincipalCreated(IdentityKind kind, String id, String name, @Nullable String arn)
                implements Change {}

        /** A credential was made for a user. */
        record CredentialCreated(
                IdentityKind kind,
                String id,
                String userName,
                @Nullable String service,
                IdentityStatus status)
                implements Change {}

        /** A credential was switched on or off. */
        record CredentialSwitched(
                IdentityKind kind, String id, @Nullable String userName, IdentityStatus status)
                implements Change {}

        /** A credential was deleted. */
        record CredentialDeleted(IdentityKind kind, String id, @Nullable String userName)
                implements Change {}

        /**
         * Something about a user or role changed: its tags, policies, groups, boundary, path, trust
         * or password. What it is now is for the account to say.
         */
        record PrincipalChanged(IdentityKind kind, String name) implements Change {}

        /** A user was given another name. */
        record UserRenamed(String from, String to) implements Change {}

        /** A user or role was deleted; the event carries its name only. */
        record PrincipalDeleted(IdentityKind kind, String name) implements Change {}
    }
}
