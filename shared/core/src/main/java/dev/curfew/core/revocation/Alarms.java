package dev.curfew.core.revocation;

/** Tells people at once of what must not happen. */
public interface Alarms {

    /** A role's deny list did not fit, so all of the role's sessions were denied. */
    void denyListOverflowed(String role, int denials);
}
