package dev.curfew.core.watch;

/**
 * What one call gives reason to.
 *
 * @param what it is about, in one line
 * @param isCertain false while what is late may still explain it: then it stays a note until
 *     another call shows the same
 */
record Suspicion(Kind kind, Kind.Severity severity, String what, boolean isCertain) {

    Suspicion(Kind kind, Kind.Severity severity, String what) {
        this(kind, severity, what, true);
    }
}
