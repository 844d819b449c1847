package dev.curfew.policy;

/** What policies say of a request. */
public sealed interface Decision {
    /**
     * Everything that must allow does; the statement is the first of the identity policies that
     * did.
     */
    record Allowed(Statement statement) implements Decision {}

    /** A Deny statement matches, whatever else allows. */
    record ExplicitlyDenied(Statement statement) implements Decision {}

    /** Nothing denies, and something that must allow does not. */
    record ImplicitlyDenied(Missing missing) implements Decision {}

    /** Whose Allow is missing. */
    enum Missing {
        IDENTITY_POLICY,
        SESSION_POLICY,
        PERMISSIONS_BOUNDARY
    }
}
