package dev.curfew.core.identity;

/**
 * Whether an identity can be used. {@code DELETED} is the end: IAM never gives a unique id again.
 */
public enum IdentityStatus {
    ACTIVE,
    INACTIVE,
    DELETED
}
