package dev.curfew.cli.child;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around itself.
 *
 * @param environment of this process
 * @param home where files of this user are
 */
public record Machine(Map<String, String> environment, Path home, Signals signals) {

    public Machine {
        environment = Map.copyOf(environment);
    }

    /** Names no variable: their values may be secret. */
    @Override
    public String toString() {
        return "Machine[" + home + "]";
    }
}
