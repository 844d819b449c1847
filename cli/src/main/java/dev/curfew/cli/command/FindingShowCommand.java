package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.identity.Identity;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew finding show}: the findings of one identity, with their evidence. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the findings of an identity with their evidence.")
final class FindingShowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", description = "A unique id, or a user's or role's name.")
    private String id = "";

    FindingShowCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        Optional<Identity> found = Identities.find(terminal, stack.open(stacks).identities(), id);
        if (found.isEmpty()) {
            return ExitCode.REFUSED;
        }
        Identity identity = found.get();
        if (json.isGiven()) {
            ObjectNode answer =
                    JsonNodeFactory.instance.objectNode().put("identity", identity.id());
            ArrayNode findings = answer.putArray("findings");
            identity.findings().forEach(finding -> findings.add(Identities.document(finding)));
            terminal.json(answer);
            return ExitCode.DONE;
        }
        if (identity.findings().isEmpty()) {
            terminal.line("no findings of " + identity.id());
        }
        identity.findings()
                .forEach(finding -> {
                    terminal.line(finding.kind() + " since " + Times.at(finding.since()));
                    terminal.line("    " + finding.evidence());
                });
        terminal.note("What becomes of it: ./curfew identity show " + identity.id());
        return ExitCode.DONE;
    }
}
