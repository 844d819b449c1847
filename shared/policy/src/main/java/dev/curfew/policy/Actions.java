package dev.curfew.policy;

import java.util.List;

/**
 * {@code Action}, or {@code NotAction} when {@code except}. Patterns are {@code *} or {@code
 * service:name} with wildcards; they are kept sorted and without repetition.
 */
public record Actions(boolean except, List<String> patterns) {
    public Actions {
        patterns = patterns.stream().distinct().sorted().toList();
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("a statement names at least one action");
        }
    }
}
