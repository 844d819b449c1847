package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew task apply}: puts tasks into the catalogue, all of them or none. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Puts the tasks of the files into the catalogue, all of them or none.")
final class TaskApplyCommand implements Callable<Integer> {

    private static final Pattern TASK = Pattern.compile("/tasks/([0-9]{1,6})(/.*)?");

    private final Terminal terminal;
    private final Stacks stacks;
    private final Input input;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "FILE.yaml",
            arity = "1..*",
            description = "Files with one task a YAML document; - reads standard input.")
    private List<Path> files = List.of();

    TaskApplyCommand(Terminal terminal, Stacks stacks, Input input) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.input = input;
    }

    @Override
    public Integer call() {
        List<Document> documents = new ArrayList<>();
        List<Yaml.Located> problems = new ArrayList<>();
        for (Path file : files) {
            switch (Yaml.read(Input.name(file), input.text(file))) {
                case Yaml.Read.Valid(var found) -> documents.addAll(found);
                case Yaml.Read.Invalid(var found) -> problems.addAll(found);
            }
        }
        if (!problems.isEmpty()) {
            return Refusals.tell(terminal, problems);
        }
        if (documents.isEmpty()) {
            throw new Trouble("there is no task in " + names(), "write one YAML document a task");
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("operation", "task.apply");
        ArrayNode tasks = request.putArray("tasks");
        documents.forEach(document -> tasks.add(document.content()));
        return switch (stack.open(stacks).invoke(Function.OPERATE, request)) {
            case Answer.Refused(Refusal refusal) ->
                    Refusals.tell(terminal, refusal, problem -> place(documents, problem));
            case Answer.Done(JsonNode done) -> {
                show(done);
                yield ExitCode.DONE;
            }
        };
    }

    private String names() {
        return files.stream().map(Input::name).collect(Collectors.joining(", "));
    }

    /** The line behind a JSON pointer into the request. */
    private static String place(List<Document> documents, Problem problem) {
        Matcher task = TASK.matcher(problem.path());
        if (!task.matches() || Integer.parseInt(task.group(1)) >= documents.size()) {
            return problem.path();
        }
        String within = task.group(2) == null ? "" : task.group(2);
        return documents.get(Integer.parseInt(task.group(1))).place(within).toString();
    }

    private void show(JsonNode done) {
        if (json.isGiven()) {
            terminal.json(done);
            return;
        }
        for (JsonNode applied : done.path("applied")) {
            String what = applied.path("changed").asBoolean() ? "applied" : "unchanged";
            terminal.line(
                    what
                            + " task "
                            + applied.path("task").asText()
                            + ", version "
                            + applied.path("version").asText());
        }
    }
}
