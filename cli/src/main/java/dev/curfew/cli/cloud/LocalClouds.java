package dev.curfew.cli.cloud;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** The one local cloud of this checkout. */
public interface LocalClouds {

    /** How to reach it; empty while none runs. */
    Optional<LocalAccess> running();

    /**
     * Starts it and deploys the stack to it, then goes on until {@link #down} is called, here or
     * elsewhere, or this process is told to end.
     *
     * @param ready told once the stack stands
     * @param progress told what takes its time
     */
    void run(String stack, Consumer<LocalAccess> ready, Consumer<String> progress);

    /**
     * As {@link #run}, in a process of its own, and comes back once the stack stands. One that runs
     * already is kept, and brought up to date.
     */
    LocalAccess detach(String stack, Consumer<String> progress);

    /**
     * A link to the page that stands where Slack would, for one browser; empty while none runs.
     * Each call makes a new one.
     */
    Optional<URI> slack();

    /** Stops it and everything it started. False when none ran. */
    boolean down();
}
