package dev.curfew.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the story hands to commands, in a directory that goes with it. */
final class Props {

    private final Path directory;

    Props() {
        try {
            directory = Files.createTempDirectory("curfew-demo");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    Path file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Removes them; doing so again does nothing. */
    synchronized void close() {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
