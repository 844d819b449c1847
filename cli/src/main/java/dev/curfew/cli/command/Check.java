package dev.curfew.cli.command;

import java.util.Optional;

/** One check of {@code curfew test}. */
public interface Check {

    /** What it checks, as people read it. */
    String name();

    /** Runs it, its output going where this process's goes. */
    boolean passes();

    /** What it leaves out on this machine, and how to have it done; empty when it is whole. */
    default Optional<String> skips() {
        return Optional.empty();
    }
}
