package dev.curfew.core.identity;

/** The kinds of non-human identity that IAM knows. */
public enum IdentityKind {
    ACCESS_KEY,
    USER,
    ROLE,
    SERVICE_CREDENTIAL
}
