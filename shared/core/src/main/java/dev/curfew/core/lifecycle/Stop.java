package dev.curfew.core.lifecycle;

import java.time.Instant;

/**
 * All automatic action is halted.
 *
 * @param by ARN of who halted it
 * @param reason why, for people
 */
public record Stop(Instant at, String by, String reason) {}
