package dev.curfew.core.lifecycle;

/** What the limits can ask for. */
public enum Action {
    /** Nothing, for now. */
    LEAVE,
    /** Show it to people; nothing more will come of it by itself. */
    REPORT,
    /** Tell the owner that it will be disabled. */
    WARN,
    /** Make a credential inactive. */
    DISABLE,
    /** Deny a role everything. */
    QUARANTINE,
    /** Delete a credential that Curfew disabled. */
    DELETE;

    /** Whether it takes something away; only {@code revoke} does, and within the belts. */
    public boolean takes() {
        return this == DISABLE || this == QUARANTINE || this == DELETE;
    }
}
