package dev.curfew.cli.child;

import dev.curfew.cli.stack.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that runs with this command's own input and output. */
public final class Child {

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Whether there is such a program, by its path or its name. */
    public static boolean exists(String program, Map<String, String> environment) {
        if (program.contains("/")) {
            return isProgram(Path.of(program));
        }
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory.isEmpty() ? "." : directory, program))
                .anyMatch(Child::isProgram);
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Starts it with this environment and nothing more. */
    public static Child start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start());
        } catch (IOException failure) {
            throw new Trouble(
                    "`" + command.getFirst() + "` could not be started",
                    "check that it is a program of this machine",
                    failure);
        }
    }

    /** Sends it a signal, such as {@code TERM}. */
    public void signal(String name) {
        if (name.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            Process kill =
                    new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            kill.getOutputStream().close();
        } catch (IOException noKill) {
            process.destroy();
        }
    }

    /**
     * Waits for its end. The exit code is its own, or 128 and the number of the signal that ended
     * it.
     */
    public int awaitEnd() {
        while (true) {
            Optional<Integer> exit = awaited();
            if (exit.isPresent()) {
                return exit.get();
            }
        }
    }

    private Optional<Integer> awaited() {
        try {
            return Optional.of(process.waitFor());
        } catch (InterruptedException nobodyDoes) {
            return Optional.empty();
        }
    }
}
