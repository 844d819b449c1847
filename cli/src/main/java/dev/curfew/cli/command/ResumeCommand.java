package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import picocli.CommandLine.Command;

/** {@code curfew resume}: lets automatic action go on. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Lets automatic action go on that was stopped.")
final class ResumeCommand extends HaltCommand {

    ResumeCommand(Terminal terminal, Stacks stacks) {
        super(terminal, stacks, "resume");
    }

    @Override
    void tell(Terminal terminal, JsonNode done) {
        terminal.line("resumed: the next sweep acts again");
    }
}
