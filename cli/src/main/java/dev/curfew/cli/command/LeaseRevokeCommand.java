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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code curfew lease revoke}: ends a lease that is not one's own. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = {
            "Ends a lease and all that was delegated from it, now, and tells how that took effect.",
            "Doing so again is safe, and finishes what was left undone."
        })
final class LeaseRevokeCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", description = "A lease's id, as ./curfew lease list shows it.")
    private String id = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, as the lease's journal will say.")
    private String reason = "";

    LeaseRevokeCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        JsonNode request =
                JsonNodeFactory.instance.objectNode().put("lease", id).put("reason", reason);
        return switch (stack.open(stacks).invoke(Function.REVOKE, request)) {
            case Answer.Refused(var refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode ended) -> tell(ended);
        };
    }

    private int tell(JsonNode ended) {
        boolean revoked = ended.path("state").asText().equals(LeaseState.REVOKED.name());
        boolean denied = Ends.receipt(ended).isPresent();
        if (json.isGiven()) {
            terminal.json(ended);
        } else {
            Ends.tell(terminal, ended);
            if (!revoked) {
                terminal.note("It had ended before, so there was nothing to revoke.");
            }
        }
        if (revoked && !denied) {
            terminal.note("It is not known yet that its role's policy denies it: revoke it again.");
            return ExitCode.REFUSED;
        }
        return ExitCode.DONE;
    }
}
