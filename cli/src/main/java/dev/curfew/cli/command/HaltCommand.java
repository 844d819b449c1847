package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks {@code operate} to halt all automatic action, or to let it go on. */
abstract class HaltCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final String operation;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();
    @Mixin private ReasonOption reason = new ReasonOption();

    HaltCommand(Terminal terminal, Stacks stacks, String operation) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.operation = operation;
    }

    @Override
    public final Integer call() {
        ObjectNode request = Operations.request(operation);
        reason.complete(request);
        return Operations.ask(
                stack.open(stacks), request, terminal, json, done -> tell(terminal, done));
    }

    abstract void tell(Terminal terminal, JsonNode done);
}
