package dev.curfew.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Finds and ends the processes of a local cloud, and no others. */
final class Processes {
    /**
     * Every process of a cloud carries its state directory here, and hands it on to the ones it
     * starts.
     */
    static final String MARK = "CURFEW_CLOUD_HOME";

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** The process with this id, unless the system has given the id to another one since. */
    static Optional<ProcessHandle> find(long pid, Instant started) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info()
                                .startInstant()
                                // The JDK works this out from the machine's boot time, which moves
                                // a little when the clock is set.
                                .map(seen ->
                                        Duration.between(seen, started)
                                                        .abs()
                                                        .compareTo(Duration.ofSeconds(2))
                                                < 0)
                                .orElse(false));
    }

    static Instant startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .orElseThrow(() ->
                        new LocalFailure(
                                "process %d ended as soon as it had started"
                                        .formatted(process.pid()),
                                "look at its log"));
    }

    /** Asks the process to end, and makes it end after {@code patience}. */
    static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!waitFor(process, patience)) {
            process.destroyForcibly();
            waitFor(process, Duration.ofSeconds(5));
        }
    }

    /** Ends whatever still carries the mark of the cloud that lives in {@code home}. */
    static void endLeftovers(Path home) {
        List<ProcessHandle> left = marked(home);
        left.forEach(ProcessHandle::destroyForcibly);
        left.forEach(process -> waitFor(process, Duration.ofSeconds(5)));
    }

    /** The live processes with the mark. Without a /proc there is no telling, and none is found. */
    static List<ProcessHandle> marked(Path home) {
        if (!Files.isDirectory(PROC)) {
            return List.of();
        }
        String mark = MARK + "=" + home;
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .filter(pid -> environment(pid).contains(mark))
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .filter(process -> process.pid() != ProcessHandle.current().pid())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> environment(String pid) {
        try {
            byte[] raw = Files.readAllBytes(PROC.resolve(pid).resolve("environ"));
            return List.of(new String(raw, StandardCharsets.UTF_8).split("\0", -1));
        } catch (NoSuchFileException | AccessDeniedException e) {
            // It has ended, or is someone else's.
            return List.of();
        } catch (IOException e) {
            // Reading of a process that is just ending fails with "No such process".
            return List.of();
        }
    }

    private static boolean waitFor(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
