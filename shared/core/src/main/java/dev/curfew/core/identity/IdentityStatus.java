package dev.curfew.core.identity;

/**
 * Whether an identity can be used. {@code QUARANTINED} is a role to which everything is denied.
 * {@code DELETED} is the end: IAM never gives a unique id again.
 */
public enum IdentityStatus {
    ACTIVE,
    INACTIVE,
    QUARANTINED,
    DELETED
}
