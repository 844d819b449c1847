package dev.curfew.core.revocation;

import dev.curfew.core.lease.Lease;

/** Tells people at once of what must not happen, and how far it is from happening. */
public interface Alarms {

    /** A role's deny list did not fit, so all of the role's sessions were denied. */
    void denyListOverflowed(String role, int denials);

    /** A role's deny policy was written with so many characters of the room there is. */
    default void denyListWritten(String role, int characters, int room) {}

    /** The end of a lease was applied: IAM has taken the policy that denies it; see its receipt. */
    default void denied(Lease lease) {}
}
