package dev.curfew.core.lifecycle;

import java.time.Instant;

/**
 * The limits switched off for one identity, for a while.
 *
 * @param identity unique id
 * @param owner who answers for it
 * @param reason why, for people
 * @param until when it ends: 90 days after {@code since} at most
 * @param since when it was given
 * @param by ARN of who gave it
 */
public record Exemption(
        String identity, String owner, String reason, Instant until, Instant since, String by) {}
