package dev.curfew.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement. Conditions are kept sorted, so statements that differ only in their order are
 * equal.
 */
public record Statement(
        @Nullable String sid,
        Effect effect,
        Actions actions,
        Resources resources,
        List<Condition> conditions) {
    public Statement {
        conditions = conditions.stream().sorted(Condition.ORDER).toList();
    }

    boolean hasVariables() {
        return resources.patterns().stream().anyMatch(Text::hasVariables)
                || conditions.stream()
                        .anyMatch(condition ->
                                condition.values().stream().anyMatch(Text::hasVariables));
    }

    Statement withoutSid() {
        return new Statement(null, effect, actions, resources, conditions);
    }
}
