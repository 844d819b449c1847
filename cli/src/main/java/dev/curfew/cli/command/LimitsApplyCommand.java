package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Document;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.nio.file.Path;
import java.util.List;
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

    private static final String WITHIN = "/limits";

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
        return switch (Yaml.read(Input.name(file), input.text(file))) {
            case Yaml.Read.Invalid(var problems) -> {
                problems.forEach(found ->
                        terminal.note(
                                found.place()
                                        + ": "
                                        + found.problem().message()
                                        + " ("
                                        + found.problem().help()
                                        + ")"));
                yield ExitCode.REFUSED;
            }
            case Yaml.Read.Valid(List<Document> documents) -> apply(documents);
        };
    }

    private int apply(List<Document> documents) {
        if (documents.size() != 1) {
            throw new Trouble(
                    "there are " + documents.size() + " YAML documents in " + Input.name(file),
                    "write all limits in one");
        }
        Document document = documents.getFirst();
        ObjectNode request = Operations.request("limits.apply");
        request.set("limits", document.content());
        return switch (stack.open(stacks).invoke(Function.OPERATE, request)) {
            case Answer.Refused(Refusal refusal) ->
                    Refusals.tell(terminal, refusal, problem -> place(document, problem));
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

    /** The line behind a JSON pointer into the request. */
    private static String place(Document document, Problem problem) {
        return problem.path().startsWith(WITHIN)
                ? document.place(problem.path().substring(WITHIN.length())).toString()
                : problem.path();
    }

    private void tell(JsonNode done) {
        boolean changed = done.at("/applied/changed").asBoolean();
        terminal.line(
                (changed ? "applied" : "unchanged")
                        + ": limits, version "
                        + done.at("/applied/version").asText());
        terminal.note("What they would do: ./curfew sweep --plan");
    }
}
