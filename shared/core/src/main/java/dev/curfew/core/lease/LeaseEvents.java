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

    /** A lease's receipt was written or completed: its role denies it. */
    void denied(Lease lease);

    /** Asks {@code revoke} to bring a role's policy up to its deny list. */
    void denyListDue(String role);
}
