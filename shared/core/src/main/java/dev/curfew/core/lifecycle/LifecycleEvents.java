package dev.curfew.core.lifecycle;

/**
 * Tells the rest of the world what people changed of the terms, as well as it can: it stands in the
 * catalogue already, so a failure is logged and counted and stops nothing.
 */
public interface LifecycleEvents {

    /** Limits came into force. */
    void limitsApplied(Limits limits);

    /** All automatic action was halted. */
    void stopped(Stop stop);

    /**
     * Automatic action goes on.
     *
     * @param by ARN of who let it
     */
    void resumed(Stop ended, String by, String reason);
}
