package dev.curfew.core.sweep;

import java.util.Optional;

/** Where a run lays down what its later steps need. */
public interface Workspace {

    /** Keeps a text under a name of the run's, in place of what is there. */
    void put(String run, String name, String text);

    /** The text of that name. */
    Optional<String> get(String run, String name);
}
