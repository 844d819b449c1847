package dev.curfew.core.sweep;

/** What a step counts. */
public enum Count {
    /** Identities of which the inventory was wrong, or knew nothing. */
    DRIFT,
    /** Identities that the first run found in the account. */
    ADOPTED,
    /** Identities that the account showed. */
    IDENTITIES_SEEN,
    /** Users whose credentials were listed because something of them had changed. */
    LISTED,
    /** Users whose credentials were listed because it was their turn. */
    LISTED_IN_TURN,
    /** Principals that were gone. */
    GONE,
    /** Runs in which more were gone than people delete in a day. */
    GONE_AT_ONCE,
    /** Runs that had to do without a credential report. */
    NO_REPORT,
    /** Runs that could not read what IAM Access Analyzer reports. */
    ANALYZER_UNREAD,
    /** Runs in which limits, exemptions or the stop could not be read, so nobody is acted on. */
    TERMS_UNREAD,
    /** Owners who were warned. */
    WARNED,
    /** Identities of which AWS did not say whether they are used. */
    UNKNOWN_USE,
    /** Questions for a last use. */
    USES_ASKED,
    /** Actions that are due, carried out or not. */
    DUE,
    /** Actions that had to wait because the belts held them back. */
    BACKLOG,
    /** Runs in which the belts held something back. */
    CAP_REACHED,
    /** Actions that were asked for. */
    REQUESTED
}
