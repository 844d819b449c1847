package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew task list}: the tasks of the catalogue. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the tasks of the catalogue.")
final class TaskListCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    TaskListCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        List<Task> tasks = stack.open(stacks).tasks();
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("tasks");
            tasks.forEach(task -> list.add(TaskDocument.write(task)));
            terminal.json(answer);
        } else if (tasks.isEmpty()) {
            terminal.line("no tasks; ./curfew task apply FILE.yaml adds them");
        } else {
            terminal.table(table(tasks));
        }
        return ExitCode.DONE;
    }

    private static Table table(List<Task> tasks) {
        Table table = new Table(Pages.WIDTH, "TASK", "UP TO", "HANDED ON", "ROLES", "DESCRIPTION");
        for (Task task : tasks) {
            table.row(
                    task.name(),
                    Times.length(task.longestDuration()),
                    Integer.toString(task.delegationDepth()),
                    Integer.toString(task.roles().size()),
                    Objects.requireNonNullElse(task.description(), ""));
        }
        return table;
    }
}
