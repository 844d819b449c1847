package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.policy.Answer;
import dev.curfew.policy.Batch;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Problem;
import dev.curfew.policy.Witness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code curfew policy check}: whether one policy allows all that another allows. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether the parent policy allows all that the child allows; if not, with a request that shows it.",
            "Exits with 0 when it does and with 1 when it does not or cannot be shown to. Both policies are taken to",
            "be one principal's."
        })
final class PolicyCheckCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Input input;
    private final InputStream standard;
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private JsonOption json = new JsonOption();

    @Option(
            names = "--parent",
            paramLabel = "FILE",
            description = "The policy that may not be exceeded.")
    private @Nullable Path parent;

    @Option(
            names = "--child",
            paramLabel = "FILE",
            description = "The policy that is to lie within it.")
    private @Nullable Path child;

    @Option(
            names = "--batch",
            description =
                    "Answer questions from standard input, one JSON object a line; docs/policy.md has their form.")
    private boolean batch;

    PolicyCheckCommand(Terminal terminal, Input input, InputStream standard) {
        this.terminal = terminal;
        this.input = input;
        this.standard = standard;
    }

    @Override
    public Integer call() throws IOException {
        Path parentFile = parent;
        Path childFile = child;
        if (batch && parentFile == null && childFile == null) {
            return answerBatch();
        }
        if (batch || parentFile == null || childFile == null) {
            throw new ParameterException(
                    spec.commandLine(), "give --parent FILE and --child FILE, or --batch alone");
        }
        Optional<Policy> parentPolicy = read(parentFile);
        Optional<Policy> childPolicy = read(childFile);
        if (parentPolicy.isEmpty() || childPolicy.isEmpty()) {
            return ExitCode.ERROR;
        }
        return tell(Containment.samePrincipal(parentPolicy.get()).contains(childPolicy.get()));
    }

    private int answerBatch() throws IOException {
        PrintWriter answers = terminal.outWriter();
        new Batch(System::nanoTime)
                .run(
                        new BufferedReader(new InputStreamReader(standard, StandardCharsets.UTF_8)),
                        answers);
        answers.flush();
        return ExitCode.DONE;
    }

    private Optional<Policy> read(Path file) {
        return switch (Policy.parse(input.text(file))) {
            case Parsed.Valid(Policy policy) -> Optional.of(policy);
            case Parsed.Invalid(List<Problem> problems) -> {
                problems.forEach(problem ->
                        terminal.note(
                                Input.name(file)
                                        + (problem.path().isEmpty() ? "" : " at " + problem.path())
                                        + ": "
                                        + problem.message()
                                        + "; "
                                        + problem.help()));
                Errors.document(
                        terminal,
                        Input.name(file) + " is not an IAM policy",
                        "mend what standard error lists");
                yield Optional.empty();
            }
        };
    }

    private int tell(Answer answer) {
        if (json.isGiven()) {
            terminal.json(tree(answer));
        } else {
            terminal.line(words(answer));
        }
        return answer.yes() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Contained contained ->
                    "contained: the parent allows all that the child allows";
            case Answer.NotContained(Witness witness, var reading) ->
                    "not contained: the child allows `"
                            + witness.action()
                            + "` on `"
                            + witness.resource()
                            + "`"
                            + (witness.context().values().isEmpty()
                                    ? ""
                                    : " with " + witness.context().values())
                            + ", the parent does not";
            case Answer.Unknown(String reason) -> "undecided, which counts as no: " + reason;
        };
    }

    private static ObjectNode tree(Answer answer) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        switch (answer) {
            case Answer.Contained contained -> tree.put("contains", true);
            case Answer.NotContained(Witness witness, var reading) -> {
                ObjectNode shown =
                        tree.put("contains", false)
                                .putObject("witness")
                                .put("action", witness.action())
                                .put("resource", witness.resource());
                ObjectNode context = shown.putObject("context");
                witness.context()
                        .values()
                        .forEach((key, values) -> values.forEach(context.putArray(key)::add));
            }
            case Answer.Unknown(String reason) -> tree.putNull("contains").put("reason", reason);
        }
        return tree;
    }
}
