package dev.curfew.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Python virtual environment with exactly what a requirements file pins.
 *
 * <p>It is made once for each content of the file. A mark written last says that it is whole: a
 * half-made one, left by a killed process, has none and is made anew.
 */
public final class PythonEnvironment {
    private static final String WHOLE = "whole";
    private static final int OLDEST_MINOR = 10;

    private final Path home;

    private PythonEnvironment(Path home) {
        this.home = home;
    }

    /** The environment the local cloud runs in; the {@code aws} command and boto3 are in it too. */
    public static PythonEnvironment forCloud(Workspace workspace, Progress progress) {
        return make(workspace, "requirements.txt", progress);
    }

    /** The environment with cfn-lint and the SAM command. */
    public static PythonEnvironment forLints(Workspace workspace, Progress progress) {
        return make(workspace, "requirements-lint.txt", progress);
    }

    /** A program of this environment, such as {@code python}, {@code aws} or {@code cfn-lint}. */
    public Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static synchronized PythonEnvironment make(
            Workspace workspace, String requirements, Progress progress) {
        Path file = workspace.root().resolve("local").resolve(requirements);
        String kind = requirements.replace(".txt", "");
        Path home = workspace.environments().resolve(kind + "-" + hash(file));
        var environment = new PythonEnvironment(home);
        if (environment.isWhole()) {
            return environment;
        }
        try {
            Files.createDirectories(workspace.environments());
            // Two processes may want it at once; the second finds it made.
            try (FileChannel channel =
                            FileChannel.open(
                                    workspace.environments().resolve(kind + ".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!environment.isWhole()) {
                    progress.during(
                            "Installing what %s pins, once".formatted(requirements),
                            () -> {
                                environment.install(
                                        interpreter(),
                                        file,
                                        workspace.environments().resolve(kind + ".log"));
                                return environment;
                            });
                    removeOthers(workspace.environments(), kind, home);
                }
            }
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isWhole() {
        return Files.exists(home.resolve(WHOLE)) && Files.isExecutable(program("python"));
    }

    private void install(String interpreter, Path requirements, Path log) {
        try {
            Files.deleteIfExists(log);
            deleteTree(home);
            run(log, interpreter, "-m", "venv", home.toString());
            run(
                    log,
                    program("python").toString(),
                    "-m",
                    "pip",
                    "install",
                    "--disable-pip-version-check",
                    "--no-input",
                    "--requirement",
                    requirements.toString());
            Files.createFile(home.resolve(WHOLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path log, String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        Thread killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            process.getOutputStream().close();
            if (process.waitFor() != 0) {
                throw new LocalFailure(
                        "Python's packages could not be installed: see `%s`".formatted(log),
                        "check that pip reaches its package index, then run this again");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LocalFailure(
                    "the installation of Python's packages was interrupted", "run this again", e);
        } finally {
            forget(killer);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook does its work.
        }
    }

    /** The first Python on the path that is new enough and can make virtual environments. */
    private static String interpreter() {
        return Stream.concat(
                        Stream.of("python3"),
                        IntStream.iterate(14, minor -> minor >= OLDEST_MINOR, m -> m - 1)
                                .mapToObj(minor -> "python3." + minor))
                .flatMap(name -> onPath(name).stream())
                .filter(PythonEnvironment::isFit)
                .findFirst()
                .orElseThrow(() ->
                        new LocalFailure(
                                "no Python 3.%d or newer with the modules venv and ensurepip is on the path"
                                        .formatted(OLDEST_MINOR),
                                "install Python (on Debian and Ubuntu: python3 and python3-venv)"));
    }

    private static Optional<String> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static boolean isFit(String interpreter) {
        String question =
                "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, %d))"
                        .formatted(OLDEST_MINOR);
        try {
            Process process =
                    new ProcessBuilder(interpreter, "-c", question)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void removeOthers(Path environments, String kind, Path kept) throws IOException {
        try (Stream<Path> entries = Files.list(environments)) {
            List<Path> old =
                    entries.filter(Files::isDirectory)
                            .filter(entry ->
                                    entry.getFileName().toString().matches(kind + "-[0-9a-f]{16}"))
                            .filter(entry -> !entry.equals(kept))
                            .toList();
            for (Path entry : old) {
                deleteTree(entry);
            }
        }
    }

    /** Deletes a folder and what is in it; links are removed, not followed. */
    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(root)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.deleteIfExists(entry);
        }
    }

    private static String hash(Path file) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(sum).substring(0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
