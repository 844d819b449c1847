package dev.curfew.core.scan;

/** Something about an identity that a person should look at; one sentence says what. */
public record Remark(Kind kind, String text) {

    /** What it is about. */
    public enum Kind {
        /** Not used for longer than its limit. */
        STALE,
        /** Older than its limit. */
        OVER_AGE,
        /** A user without password and credentials. */
        EMPTY_USER,
        /** Whether it is used is not known. */
        USE_UNKNOWN,
        /** May be assumed from other accounts, or by anybody. */
        OPEN_TRUST,
        /** A role of an AI service's agents that may write to everything, or administrate. */
        BROAD_AGENT,
        /** An access key of the account's root user. */
        ROOT_KEY
    }
}
