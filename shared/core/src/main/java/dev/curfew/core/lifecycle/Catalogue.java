package dev.curfew.core.lifecycle;

import java.time.Instant;

/**
 * Where the terms are kept. Only {@code operate} writes them. Who stopped, resumed or applied
 * limits stands in the journal of the system.
 */
public interface Catalogue {

    /**
     * The terms as they stand now, read consistently.
     *
     * @throws RuntimeException when any of them cannot be read or is not valid: then nobody is
     *     acted on
     */
    Terms terms();

    /**
     * Puts limits in force, as the version after the one that stands there. Limits that stand there
     * unchanged are not written.
     *
     * @return the limits in force
     */
    Limits apply(Limits limits, Instant at);

    /** Gives an exemption, in place of the identity's last one. */
    void exempt(Exemption exemption);

    /**
     * Halts all automatic action. While it is halted, changes nothing.
     *
     * @return the stop that stands: an earlier one, if there is one
     */
    Stop stop(Stop stop);

    /** Lets automatic action go on. While it does, changes nothing. */
    void resume(Instant at, String by, String reason);
}
