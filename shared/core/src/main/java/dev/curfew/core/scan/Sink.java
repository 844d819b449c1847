package dev.curfew.core.scan;

/** Takes what a scan sees, one identity after the other; the scan keeps none of them. */
public interface Sink {

    void seen(Seen seen);

    /** How far the scan is: so many of these so far. */
    default void progress(String what, long number) {}
}
