package dev.curfew.cli.wiring;

import dev.curfew.cli.stack.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that this command was built from; the launcher names it. */
public record Checkout(Path root) {

    public static Checkout ofThisProcess() {
        return new Checkout(
                Path.of(System.getProperty("curfew.root", "")).toAbsolutePath().normalize());
    }

    /** A tool that the launcher found: {@code maven} or {@code python}. */
    public Path tool(String name) {
        Path note = root.resolve(".curfew/build").resolve(name);
        try {
            return Path.of(Files.readString(note).strip());
        } catch (IOException unreadable) {
            throw new Trouble(
                    "the launcher has not noted where " + name + " is",
                    "start Curfew as ./curfew in its source tree",
                    unreadable);
        }
    }
}
