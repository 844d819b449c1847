package dev.curfew.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks tasks that people wrote and puts them into the catalogue: all of them, or none. */
public final class TaskApplication {

    private final Tasks tasks;
    private final Forbidden forbidden;

    public TaskApplication(Tasks tasks, Forbidden forbidden) {
        this.tasks = tasks;
        this.forbidden = forbidden;
    }

    /** What became of it. */
    public sealed interface Outcome {
        record Applied(List<Tasks.Applied> tasks) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * Applies the {@code tasks} of a request that its schema admits, or names every problem in
     * every one of them.
     */
    public Outcome apply(JsonNode request) {
        List<Problem> problems = new ArrayList<>();
        List<Task> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode document : request.path("tasks")) {
            String path = "/tasks/" + index++;
            switch (TaskDocument.read(document)) {
                case TaskDocument.Read.Valid(Task task) -> {
                    read.add(task);
                    forbidden
                            .problems(task.ceiling())
                            .forEach(problem -> problems.add(problem.under(path + "/ceiling")));
                    if (!names.add(task.name())) {
                        problems.add(
                                new Problem(
                                        path + "/name",
                                        "`"
                                                + task.name()
                                                + "` is the name of an earlier task here too",
                                        "give each task a name of its own"));
                    }
                }
                case TaskDocument.Read.Invalid(List<Problem> found) ->
                        found.forEach(problem -> problems.add(problem.under(path)));
            }
        }
        return problems.isEmpty()
                ? new Outcome.Applied(tasks.apply(read))
                : new Outcome.Refused(Refusal.of("task-invalid", "the task file", problems));
    }
}
