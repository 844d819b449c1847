package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code curfew identity approve}: lets a role be quarantined. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a role be quarantined that has not been used for longer than its limit.",
            "Without it a role is only reported."
        })
final class IdentityApproveCommand extends IdentityOperation {

    IdentityApproveCommand(Terminal terminal, Stacks stacks) {
        super(terminal, stacks, "approve");
    }

    @Override
    void tell(Terminal terminal, JsonNode done) {
        terminal.line(
                "approved: "
                        + done.at("/identity/id").asText()
                        + " is quarantined by the next sweep if its limit still says so");
    }
}
