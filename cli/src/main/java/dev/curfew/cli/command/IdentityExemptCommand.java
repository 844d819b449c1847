package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curfew identity exempt}: switches the limits off for one identity, for a while. */
@Command(
        name = "exempt",
        mixinStandardHelpOptions = true,
        description = {
            "Switches the limits off for one identity, for 90 days at most.",
            "Its owner is warned before that ends."
        })
final class IdentityExemptCommand extends IdentityOperation {

    @Mixin private ReasonOption reason = new ReasonOption();

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "WHO",
            description = "Who answers for it.")
    private String owner = "";

    @Option(
            names = "--for",
            required = true,
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long, such as 30d; 90d at most.")
    private Duration length = Duration.ZERO;

    IdentityExemptCommand(Terminal terminal, Stacks stacks) {
        super(terminal, stacks, "exempt");
    }

    @Override
    void complete(ObjectNode request) {
        reason.complete(request);
        request.put("owner", owner).put("for", length.toString());
    }

    @Override
    void tell(Terminal terminal, JsonNode done) {
        terminal.line(
                "exempted "
                        + done.at("/identity/id").asText()
                        + " until "
                        + Times.at(Instant.parse(done.at("/exemption/until").asText())));
    }
}
