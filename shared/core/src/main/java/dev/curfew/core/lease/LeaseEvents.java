package dev.curfew.core.lease;

/**
 * Tells the rest of the world what became of leases, as well as it can: it stands in the table
 * already, so a failure is logged and counted and stops nothing.
 */
public interface LeaseEvents {

    /** A session was handed out. */
    void issued(Lease lease);

    /** A lease was released, was revoked, expired or failed. */
    void ended(Lease lease);
}
