package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew down}: ends what {@code up} began. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the local cloud and everything it started.")
final class DownCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final LocalClouds clouds;
    @Mixin private JsonOption json = new JsonOption();

    DownCommand(Terminal terminal, LocalClouds clouds) {
        this.terminal = terminal;
        this.clouds = clouds;
    }

    @Override
    public Integer call() {
        boolean ran = clouds.down();
        if (json.isGiven()) {
            terminal.json(JsonNodeFactory.instance.objectNode().put("stopped", ran));
        } else {
            terminal.line(ran ? "The local cloud has stopped." : "No local cloud was running.");
        }
        return ExitCode.DONE;
    }
}
