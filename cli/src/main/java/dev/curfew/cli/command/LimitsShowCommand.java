package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.lifecycle.Terms;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew limits show}: the limits in force, as a file for {@code limits apply}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the limits in force, as a file that ./curfew limits apply takes.")
final class LimitsShowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    LimitsShowCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        Terms terms = stack.open(stacks).terms();
        Limits limits = terms.limits();
        ObjectNode document = LimitsDocument.write(limits);
        if (json.isGiven()) {
            ObjectNode answer = document.objectNode().put("version", limits.version());
            answer.set("limits", document);
            terminal.json(answer);
            return ExitCode.DONE;
        }
        Yaml.write(document).lines().forEach(terminal::line);
        terminal.note(
                limits.version() == 0
                        ? "These are the defaults: nobody has applied limits yet."
                        : "These are version " + limits.version() + ".");
        Stop stop = terms.stop();
        if (stop != null) {
            terminal.note("They are stopped by " + stop.by() + ": " + stop.reason());
        }
        return ExitCode.DONE;
    }
}
