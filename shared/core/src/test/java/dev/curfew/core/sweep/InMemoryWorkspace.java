package dev.curfew.core.sweep;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A workspace for tests. */
public final class InMemoryWorkspace implements Workspace {

    private final Map<String, String> texts = new TreeMap<>();

    @Override
    public synchronized void put(String run, String name, String text) {
        texts.put(run + "/" + name, text);
    }

    @Override
    public synchronized Optional<String> get(String run, String name) {
        return Optional.ofNullable(texts.get(run + "/" + name));
    }

    /** Loses a text. */
    public synchronized void lose(String run, String name) {
        texts.remove(run + "/" + name);
    }
}
