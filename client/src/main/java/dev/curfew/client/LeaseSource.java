package dev.curfew.client;

/** Where leases come from and where they are ended: one request, asked again for each renewal. */
public interface LeaseSource {

    /** Issues a new lease; every check is made again. Throws when there is none to be had. */
    Lease issue();

    /** Ends a lease that this issued. Throws when it may not have been ended. */
    void release(Lease lease);
}
