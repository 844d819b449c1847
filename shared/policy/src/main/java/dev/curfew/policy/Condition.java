package dev.curfew.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One operator applied to one key; it holds if any of the values does (for negated operators: if
 * none does).
 *
 * @param key as written; keys are compared without regard to case
 */
public record Condition(Operator operator, String key, List<Text> values) {
    static final Comparator<Condition> ORDER =
            Comparator.comparing((Condition c) -> c.operator().text())
                    .thenComparing(Condition::key);

    public Condition {
        values = values.stream().distinct().sorted(Text.ORDER).toList();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a condition names at least one value");
        }
    }

    boolean sameKey(Condition other) {
        // Most keys are written in one way.
        return key.equals(other.key) || foldedKey().equals(other.foldedKey());
    }

    /** The key as it is compared. */
    String foldedKey() {
        return key.toLowerCase(Locale.ROOT);
    }
}
