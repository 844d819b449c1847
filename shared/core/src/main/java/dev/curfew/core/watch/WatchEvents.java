package dev.curfew.core.watch;

/** Tells the rest of Curfew what was found. */
public interface WatchEvents {

    /** As well as it can: the finding stands in the table, so a failure is logged and counted. */
    void opened(Finding finding);

    /**
     * Asks {@code revoke} to end the session that the finding is about.
     *
     * @throws RuntimeException when that could not be asked for; then the event has to be heard
     *     again
     */
    void revoke(Finding finding);
}
