package dev.curfew.cli.command;

import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.watch.Halt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew lease resume}: has leases issued again to a halted holder. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Has leases issued again to a holder that was halted. What ended stays ended: it",
            "has to be issued anew."
        })
final class LeaseResumeCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--holder",
            required = true,
            paramLabel = "HOLDER",
            description = "Its unique id or ARN, as ./curfew lease halts shows them.")
    private String holder = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, as the holder's journal will say.")
    private String reason = "";

    LeaseResumeCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        Stack curfew = stack.open(stacks);
        return Operations.ask(
                curfew,
                Operations.request("lease.resume").put("holder", id(curfew)).put("reason", reason),
                terminal,
                json,
                done ->
                        terminal.line(
                                "leases are issued again to "
                                        + done.at("/lifted/holder").asText()));
    }

    /** Of a name that is used again there may be two; the function says what is not halted. */
    private String id(Stack curfew) {
        if (!holder.startsWith("arn:")) {
            return holder;
        }
        return curfew.halts().stream()
                .map(Halt::holder)
                .filter(halted -> halted.principal().equals(holder))
                .map(Holder::id)
                .findFirst()
                .orElse(holder);
    }
}
