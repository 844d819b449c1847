package dev.curfew.cli.command;

import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code curfew down}: ends what {@code up} began. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the local cloud and everything it started.")
final class DownCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final LocalClouds clouds;

    DownCommand(Terminal terminal, LocalClouds clouds) {
        this.terminal = terminal;
        this.clouds = clouds;
    }

    @Override
    public Integer call() {
        terminal.line(
                clouds.down() ? "The local cloud has stopped." : "No local cloud was running.");
        return ExitCode.DONE;
    }
}
