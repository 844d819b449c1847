package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Document;
import dev.curfew.core.refusal.Refusal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew limits apply}: puts limits in force. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Puts the limits of a file in force, in place of those before.")
final class LimitsApplyCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "FILE.yaml",
            description = "A file with one YAML document; - reads standard input.")
    private Path file = Path.of("-");

    LimitsApplyCommand(Terminal terminal, Stacks stacks, Input input) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.input = input;
    }

    @Override
    public Integer call() {
        return OneDocument.read(terminal, input, file, "limits")
                .map(this::apply)
                .orElse(ExitCode.REFUSED);
    }

    private int apply(Document document) {
        ObjectNode request = Operations.request("limits.apply");
        request.set("limits", document.content());
        return switch (stack.open(stacks).invoke(Function.OPERATE, request)) {
            case Answer.Refused(Refusal refusal) when refusal.code().equals("limits-invalid") ->
                    Refusals.tell(
                            terminal,
                            refusal,
                            problem -> document.place(problem.path()).toString());
            case Answer.Refused(Refusal refusal) -> Refusals.tell(terminal, refusal);
            case Answer.Done(JsonNode done) -> {
                if (json.isGiven()) {
                    terminal.json(done);
                } else {
                    tell(done);
                }
                yield ExitCode.DONE;
            }
        };
    }

    private void tell(JsonNode done) {
        terminal.line("in force: limits, version " + done.at("/applied/version").asText());
        terminal.note("What they would do: ./curfew sweep --plan");
    }
}
