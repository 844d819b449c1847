package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.core.lease.LeaseState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew release}: ends a lease because its job is done. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a lease because its job is done, with all that was delegated from it.",
            "Its own credential may, one of a lease above it, and who asked for the first of them."
        })
final class ReleaseCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "LEASE", description = "The id that issuing it answered.")
    private String lease = "";

    ReleaseCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        JsonNode request = JsonNodeFactory.instance.objectNode().put("lease", lease);
        return switch (stack.open(stacks).invoke(Function.RELEASE, request)) {
            case Answer.Refused(var refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode ended) -> {
                if (json.isGiven()) {
                    terminal.json(ended);
                } else {
                    tell(ended);
                }
                yield ExitCode.DONE;
            }
        };
    }

    private void tell(JsonNode ended) {
        Ends.tell(terminal, ended);
        if (ended.path("state").asText().equals(LeaseState.RELEASED.name())
                && Ends.receipt(ended).isEmpty()) {
            terminal.note(
                    "Its role's policy denies its session in a moment; ./curfew lease show "
                            + ended.path("lease").asText()
                            + " tells when.");
        }
    }
}
