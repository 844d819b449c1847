package dev.curfew.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** What the state file says of a cloud: which process it is and where it listens. */
record CloudState(
        long pid, Instant processStarted, int port, boolean dataEvents, Instant startedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the file; one that is missing or was only half written says nothing. */
    static Optional<CloudState> read(Path file) {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            return Optional.of(
                    new CloudState(
                            tree.required("pid").longValue(),
                            Instant.parse(tree.required("processStarted").textValue()),
                            tree.required("port").intValue(),
                            tree.required("dataEvents").booleanValue(),
                            Instant.parse(tree.required("startedAt").textValue())));
        } catch (NoSuchFileException
                | JacksonException
                | DateTimeException
                | IllegalArgumentException
                | NullPointerException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file whole or not at all. */
    void write(Path file) {
        String text =
                JSON.createObjectNode()
                        .put("endpoint", "http://127.0.0.1:" + port)
                        .put("port", port)
                        .put("pid", pid)
                        .put("processStarted", processStarted.toString())
                        .put("dataEvents", dataEvents)
                        .put("startedAt", startedAt.toString())
                        .toPrettyString();
        try {
            Path partial =
                    Files.writeString(
                            file.resolveSibling(file.getFileName() + ".partial"), text + "\n");
            Files.move(
                    partial,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
