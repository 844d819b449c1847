package dev.curfew.cli.command;

import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew stop}: halts all automatic action on keys, users, roles and credentials. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Halts all automatic action on keys, users, roles and service credentials, at once.",
            "Leases go on ending at their deadlines, and when they are released or revoked."
        })
final class StopCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who find it stopped.")
    private String reason = "";

    StopCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        return Operations.ask(
                stack.open(stacks),
                Operations.request("stop").put("reason", reason),
                terminal,
                json,
                done -> {
                    terminal.line("stopped: nothing is disabled, quarantined or deleted");
                    terminal.note("./curfew resume --reason TEXT lets it go on.");
                });
    }
}
