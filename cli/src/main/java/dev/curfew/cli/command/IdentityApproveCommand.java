package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew identity approve}: lets a role be quarantined. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a role be quarantined that has not been used for longer than its limit.",
            "Without it a role is only reported."
        })
final class IdentityApproveCommand extends IdentityOperation {

    @Mixin private ReasonOption reason = new ReasonOption();

    IdentityApproveCommand(Terminal terminal, Stacks stacks) {
        super(terminal, stacks, "approve");
    }

    @Override
    void complete(ObjectNode request) {
        reason.complete(request);
    }

    @Override
    void tell(Terminal terminal, JsonNode done) {
        terminal.line(
                "approved: "
                        + done.at("/identity/id").asText()
                        + " is quarantined by the next sweep if its limit still says so");
    }
}
