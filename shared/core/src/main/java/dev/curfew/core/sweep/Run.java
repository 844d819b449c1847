package dev.curfew.core.sweep;

import java.time.Instant;

/**
 * One run of the sweep, as each of its steps carries it.
 *
 * @param at when it began; its text is the run's id
 * @param by who asked for it: a principal's ARN, or {@code curfew.schedule}
 * @param execute whether its plan is carried out
 * @param first whether no run before it ever came to a plan: then the account is met for the first
 *     time, and what the inventory does not know yet is no sign of a lost event
 */
public record Run(Instant at, String by, boolean execute, boolean first) {

    private static final int WEEK = 7;

    /** Such as {@code 2026-03-01T00:30:00Z}. */
    public String id() {
        return at.toString();
    }

    /** Whether the identity is one of the seventh whose turn it is on the day of this run. */
    boolean isTurnOf(String identity) {
        long day = Math.floorDiv(at.getEpochSecond(), 86_400L);
        return Math.floorMod(identity.hashCode(), WEEK) == Math.floorMod(day, WEEK);
    }
}
