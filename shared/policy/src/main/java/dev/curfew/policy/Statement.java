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
        for (Condition condition : conditions) {
            if (anyHasVariables(condition.values())) {
                return true;
            }
        }
        return anyHasVariables(resources.patterns());
    }

    private static boolean anyHasVariables(List<Text> texts) {
        for (Text text : texts) {
            if (text.hasVariables()) {
                return true;
            }
        }
        return false;
    }

    Statement withoutSid() {
        return new Statement(null, effect, actions, resources, conditions);
    }
}
