package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.identity.Identity;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that asks {@code operate} for something about one identity. */
abstract class IdentityOperation implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final String operation;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "A unique id, or a user's or role's name.")
    private String id = "";

    IdentityOperation(Terminal terminal, Stacks stacks, String operation) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.operation = operation;
    }

    @Override
    public final Integer call() {
        Stack opened = stack.open(stacks);
        Optional<Identity> found = Identities.find(terminal, opened.identities(), id);
        if (found.isEmpty()) {
            return ExitCode.REFUSED;
        }
        ObjectNode request = Operations.request(operation).put("identity", found.get().id());
        complete(request);
        return Operations.ask(opened, request, terminal, json, done -> tell(terminal, done));
    }

    /** Adds what this operation wants beside the identity. */
    abstract void complete(ObjectNode request);

    abstract void tell(Terminal terminal, JsonNode done);
}
