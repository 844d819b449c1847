package dev.curfew.cli.command;

/** One check of {@code curfew test}. */
public interface Check {

    /** What it checks, as people read it. */
    String name();

    /** Runs it, its output going where this process's goes. */
    boolean passes();
}
