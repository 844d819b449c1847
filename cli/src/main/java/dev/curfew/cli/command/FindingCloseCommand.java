package dev.curfew.cli.command;

import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curfew finding close}: says that a person has dealt with a finding. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        description = {
            "Closes a finding about a session, a key or a change. What it led to stays; another",
            "call of its kind opens it again. Findings of the sweep close by themselves."
        })
final class FindingCloseCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", description = "A finding's id, of ./curfew finding list.")
    private String id = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "What it was, for those who look later.")
    private String reason = "";

    FindingCloseCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        return Operations.ask(
                stack.open(stacks),
                Operations.request("finding.close").put("finding", id).put("reason", reason),
                terminal,
                json,
                done -> terminal.line("finding " + id + " is closed"));
    }
}
