package dev.curfew.core.identity;

import java.time.Instant;

/**
 * Something about an identity that a person should know, and its evidence.
 *
 * @param kind what is wrong
 * @param since when it was first seen
 * @param evidence one sentence; it stays the same while the facts do, so it counts no days
 */
public record Finding(Kind kind, Instant since, String evidence) {

    /** What can be wrong with an identity. */
    public enum Kind {
        /** Not used for longer than its limit. */
        STALE,
        /** Older than its limit. */
        OVER_AGE,
        /** Nobody who is known answers for it. */
        ORPHANED,
        /** AWS did not say whether it is used, so nothing is done. */
        USE_UNKNOWN,
        /** Curfew disabled it, and it turned out to be in use: it will not be deleted. */
        USED_SINCE,
        /** A user that nothing uses and that holds no credential. */
        EMPTY_USER,
        /** A role that should be quarantined and has no room for one more policy. */
        NO_ROOM,
        /** Its exemption ends soon. */
        EXEMPTION_ENDS,
        /** IAM Access Analyzer reports it as unused. */
        REPORTED_UNUSED
    }
}
