package dev.curfew.cli.command;

import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew resume}: lets automatic action go on. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Lets automatic action go on that was stopped.")
final class ResumeCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who wonder.")
    private String reason = "";

    ResumeCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        return Operations.ask(
                stack.open(stacks),
                Operations.request("resume").put("reason", reason),
                terminal,
                json,
                done -> terminal.line("resumed: the next sweep acts again"));
    }
}
