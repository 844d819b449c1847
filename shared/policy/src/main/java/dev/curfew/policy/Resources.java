package dev.curfew.policy;

import java.util.List;

/** {@code Resource}, or {@code NotResource} when {@code except}; sorted and without repetition. */
public record Resources(boolean except, List<Text> patterns) {
    public Resources {
        patterns = patterns.stream().distinct().sorted(Text.ORDER).toList();
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("a statement names at least one resource");
        }
    }
}
