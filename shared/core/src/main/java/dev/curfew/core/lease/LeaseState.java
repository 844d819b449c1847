package dev.curfew.core.lease;

/** Where a lease stands. Only {@code PENDING} and {@code ACTIVE} lead anywhere else. */
public enum LeaseState {
    /** Written ahead; its session may or may not have been opened. */
    PENDING,
    /** Its session was handed out and its deadline has not passed. */
    ACTIVE,
    /** Its job is done: its holder ended it, or one above it, or it was there to see a denial. */
    RELEASED,
    /** Curfew or a person ended it. */
    REVOKED,
    /** Its deadline passed. */
    EXPIRED,
    /** No credential was handed out for it. */
    FAILED;

    public boolean isOpen() {
        return this == PENDING || this == ACTIVE;
    }
}
