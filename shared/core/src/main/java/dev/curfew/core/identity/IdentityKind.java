package dev.curfew.core.identity;

/** The kinds of non-human identity that IAM knows. */
public enum IdentityKind {
    ACCESS_KEY,
    USER,
    ROLE,
    SERVICE_CREDENTIAL,
    SSH_PUBLIC_KEY,
    SIGNING_CERTIFICATE;

    /** Whether it has a name, policies and tags of its own; if not, it belongs to a user. */
    public boolean isPrincipal() {
        return this == USER || this == ROLE;
    }
}
