package dev.curfew.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the state file says of the page that stands where Slack would.
 *
 * @param linkKey what links to it are made with, so nobody else may read the file
 * @param stack whose function hears of presses
 */
record SlackState(long pid, Instant processStarted, int port, String linkKey, String stack) {
    private static final ObjectMapper JSON = new ObjectMapper();

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    boolean isRunning() {
        return Processes.find(pid, processStarted).isPresent();
    }

    SlackState with(String otherStack) {
        return new SlackState(pid, processStarted, port, linkKey, otherStack);
    }

    /** Reads the file; one that is missing or was only half written says nothing. */
    static Optional<SlackState> read(Path file) {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            return Optional.of(
                    new SlackState(
                            tree.required("pid").longValue(),
                            Instant.parse(tree.required("processStarted").asText()),
                            tree.required("port").intValue(),
                            tree.required("linkKey").asText(),
                            tree.required("stack").asText()));
        } catch (NoSuchFileException
                | JacksonException
                | DateTimeException
                | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file whole or not at all, for this person's eyes. */
    void write(Path file) {
        String text =
                JSON.createObjectNode()
                        .put("pid", pid)
                        .put("processStarted", processStarted.toString())
                        .put("port", port)
                        .put("linkKey", linkKey)
                        .put("stack", stack)
                        .toPrettyString();
        try {
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, text + "\n");
            Files.move(
                    partial,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "SlackState[" + pid + ", " + address() + ", " + stack + "]";
    }
}
