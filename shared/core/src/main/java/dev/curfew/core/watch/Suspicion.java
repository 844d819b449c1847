package dev.curfew.core.watch;

/**
 * What one call gives reason to.
 *
 * @param what it is about, in one line
 */
record Suspicion(Kind kind, Kind.Severity severity, String what) {}
