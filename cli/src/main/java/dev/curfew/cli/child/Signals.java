package dev.curfew.cli.child;

import java.util.function.Consumer;

/** The signals by which people and supervisors end a command: INT, TERM and HUP. */
public interface Signals {

    /**
     * From now on each of them, such as {@code TERM}, is handed to the receiver, and none of them
     * ends this process.
     */
    void to(Consumer<String> receiver);

    /**
     * Whether a terminal sends its signals to every process that was started from here, so that
     * there is nothing to pass on.
     */
    boolean reachChildren();
}
