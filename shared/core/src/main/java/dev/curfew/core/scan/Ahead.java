package dev.curfew.core.scan;

import dev.curfew.core.lifecycle.Action;
import java.time.Instant;

/**
 * What Curfew would do, and when, if nothing changed: nobody used the identity, restored or
 * exempted it.
 *
 * @param reason one sentence with the numbers that decide
 */
public record Ahead(Action action, Instant at, String reason) {}
