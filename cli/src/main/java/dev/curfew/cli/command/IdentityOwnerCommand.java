package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code curfew identity owner}: names who answers for an identity. */
@Command(
        name = "owner",
        mixinStandardHelpOptions = true,
        description = {
            "Names who answers for an identity, whatever its tags say and whoever made it.",
            "The credentials of a user have the user's owner, unless they have one of their own."
        })
final class IdentityOwnerCommand extends IdentityOperation {

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "A person's or a team's name or address, or an ARN.")
    private String owner = "";

    IdentityOwnerCommand(Terminal terminal, Stacks stacks) {
        super(terminal, stacks, "owner");
    }

    @Override
    void complete(ObjectNode request) {
        request.put("owner", owner);
    }

    @Override
    void tell(Terminal terminal, JsonNode done) {
        terminal.line(
                "named: "
                        + done.at("/identity/owner").asText()
                        + " answers for "
                        + done.at("/identity/id").asText());
    }
}
