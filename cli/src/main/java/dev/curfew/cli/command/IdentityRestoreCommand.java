package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew identity restore}: undoes what the limits did. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an identity usable again that Curfew disabled or quarantined.",
            "Its limits leave it alone for a week, unless they say otherwise."
        })
final class IdentityRestoreCommand extends IdentityOperation {

    @Mixin private ReasonOption reason = new ReasonOption();

    IdentityRestoreCommand(Terminal terminal, Stacks stacks) {
        super(terminal, stacks, "restore");
    }

    @Override
    void complete(ObjectNode request) {
        reason.complete(request);
    }

    @Override
    void tell(Terminal terminal, JsonNode done) {
        terminal.line(
                "restored "
                        + done.at("/identity/id").asText()
                        + ": it is "
                        + done.at("/identity/status").asText()
                        + ", and left alone until "
                        + Times.at(Instant.parse(done.at("/identity/postponedTo").asText())));
        terminal.note("To keep it for longer: ./curfew identity exempt");
    }
}
