package dev.curfew.core.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A catalogue for tests. */
public final class InMemoryTasks implements Tasks {

    private final Map<String, Task> tasks = new TreeMap<>();
    private final Map<String, Long> versions = new HashMap<>();

    @Override
    public Optional<Task> find(String name) {
        return Optional.ofNullable(tasks.get(name));
    }

    @Override
    public List<Task> list() {
        return List.copyOf(tasks.values());
    }

    @Override
    public List<Applied> apply(List<Task> applied) {
        List<Applied> outcome = new ArrayList<>();
        for (Task task : applied) {
            boolean changed = !task.equals(tasks.put(task.name(), task));
            long version = versions.merge(task.name(), changed ? 1L : 0L, Long::sum);
            outcome.add(new Applied(task.name(), version, changed));
        }
        return outcome;
    }
}
