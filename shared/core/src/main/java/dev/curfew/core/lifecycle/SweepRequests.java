package dev.curfew.core.lifecycle;

/** Where a sweep is asked for. */
public interface SweepRequests {

    /**
     * Asks for one, which begins within a minute.
     *
     * @param by ARN of who asks
     * @param execute whether its plan is carried out; if not, it is only to be looked at
     */
    void request(String by, boolean execute);
}
