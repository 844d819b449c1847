package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import java.time.Instant;
import picocli.CommandLine.Command;

/** {@code curfew stop}: halts all automatic action on keys, users, roles and credentials. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Halts all automatic action on keys, users, roles and service credentials, at once.",
            "Leases go on ending at their deadlines, and when they are released or revoked."
        })
final class StopCommand extends HaltCommand {

    StopCommand(Terminal terminal, Stacks stacks) {
        super(terminal, stacks, "stop");
    }

    @Override
    void tell(Terminal terminal, JsonNode done) {
        JsonNode stop = done.path("stopped");
        terminal.line(
                "stopped: nothing is disabled, quarantined or deleted since "
                        + Times.at(Instant.parse(stop.path("at").asText()))
                        + ", by "
                        + stop.path("by").asText());
        terminal.note("./curfew resume --reason TEXT lets it go on.");
    }
}
