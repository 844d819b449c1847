package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew task show}: a task of the catalogue, as a file for {@code task apply}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a task of the catalogue, as a file that ./curfew task apply takes.")
final class TaskShowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "TASK", description = "Its name, as ./curfew task list shows it.")
    private String name = "";

    TaskShowCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        Optional<Task> found =
                stack.open(stacks).tasks().stream()
                        .filter(task -> task.name().equals(name))
                        .findFirst();
        if (found.isEmpty()) {
            return Refusals.tell(
                    terminal,
                    new Refusal(
                            "task-unknown",
                            "the catalogue has no task `" + name + "`",
                            "name one that ./curfew task list shows"));
        }
        ObjectNode document = TaskDocument.write(found.get());
        if (json.isGiven()) {
            terminal.json(document);
        } else {
            Yaml.write(document).lines().forEach(terminal::line);
        }
        return ExitCode.DONE;
    }
}
