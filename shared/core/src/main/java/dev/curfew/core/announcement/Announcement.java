package dev.curfew.core.announcement;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.lease.Lease;

/** Something that happened and has been written down. It carries no credential and no policy. */
public sealed interface Announcement {

    /** A session was handed out. */
    record LeaseIssued(Lease lease) implements Announcement {}

    /** A lease was released, was revoked, expired or failed. */
    record LeaseEnded(Lease lease) implements Announcement {}

    /** An identity appeared in the inventory or changed there. */
    record IdentityRecorded(Identity identity) implements Announcement {}
}
