package dev.curfew.core.watch;

import dev.curfew.core.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Halts for tests, with their journal. */
public final class InMemoryHalts implements Halts {

    private final Map<String, Halt> halts = new HashMap<>();
    private final List<Entry> journal = new ArrayList<>();

    @Override
    public synchronized Optional<Halt> find(String holder) {
        return Optional.ofNullable(halts.get(holder));
    }

    @Override
    public synchronized boolean write(Halt.Change change) {
        String holder = change.after().holder().id();
        if (!Objects.equals(halts.get(holder), change.before())) {
            return false;
        }
        halts.put(holder, change.after());
        Entry entry = change.entry();
        if (entry != null) {
            journal.add(entry);
        }
        return true;
    }

    @Override
    public synchronized List<Halt> halted() {
        return halts.values().stream().filter(Halt::isHalted).toList();
    }

    public synchronized List<Entry> journal() {
        return List.copyOf(journal);
    }
}
