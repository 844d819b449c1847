package dev.curfew.core.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Deny lists for tests. */
public final class InMemoryDenyLists implements DenyLists {

    private record Writer(@Nullable String owner, Instant dueAt) {}

    private final Map<LeaseId, Denial> denials = new LinkedHashMap<>();
    private final Map<String, Writer> writers = new HashMap<>();

    @Override
    public synchronized DenyList on(String role) {
        Writer writer = writers.get(role);
        return new DenyList(
                denials.values().stream().filter(denial -> denial.role().equals(role)).toList(),
                writer == null ? null : writer.dueAt());
    }

    @Override
    public synchronized void enter(Denial denial) {
        denials.put(denial.lease(), denial);
    }

    @Override
    public synchronized void applied(Denial denial, Instant at) {
        denials.put(denial.lease(), denial.applied(at));
    }

    @Override
    public synchronized void remove(List<Denial> over) {
        over.forEach(denial -> denials.remove(denial.lease()));
    }

    @Override
    public synchronized Set<String> due(Instant now) {
        Set<String> due = new TreeSet<>();
        for (Denial denial : denials.values()) {
            Instant at =
                    denial.isPending()
                            ? denial.requestedAt().plus(Duration.ofSeconds(10))
                            : denial.until();
            if (!at.isAfter(now)) {
                due.add(denial.role());
            }
        }
        writers.forEach((role, writer) -> {
            if (!writer.dueAt().isAfter(now)) {
                due.add(role);
            }
        });
        return due;
    }

    @Override
    public synchronized Turn take(String role, String owner, Instant now, Instant until) {
        Writer before = writers.get(role);
        if (before != null && before.owner() != null && before.dueAt().isAfter(now)) {
            return new Turn.Others();
        }
        writers.put(role, new Writer(owner, until));
        boolean unfinished = before != null && before.owner() != null;
        return new Turn.Yours(unfinished, before == null || unfinished ? null : before.dueAt());
    }

    @Override
    public synchronized void give(String role, String owner, @Nullable Instant lookAgainAt) {
        Writer writer = writers.get(role);
        if (writer == null || !owner.equals(writer.owner())) {
            return;
        }
        if (lookAgainAt == null) {
            writers.remove(role);
        } else {
            writers.put(role, new Writer(null, lookAgainAt));
        }
    }
}
