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

    /**
     * Asks {@code revoke} to end all leases of a halted holder.
     *
     * @param finding the one that it is asked for on
     * @throws RuntimeException when that could not be asked for; then the event has to be heard
     *     again
     */
    void revokeAll(Halt halt, Finding finding);

    /** Tells people that a holder is halted, and rings. As well as it can, and maybe twice. */
    void halted(Halt halt);
}
