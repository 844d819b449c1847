package dev.curfew.core.identity;

import java.time.Instant;

/** What is known of an identity's use, and when it was read. */
public record Evidence(LastUse lastUse, Instant readAt) {}
