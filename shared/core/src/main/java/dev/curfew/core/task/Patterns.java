package dev.curfew.core.task;

import dev.curfew.policy.Actions;
import dev.curfew.policy.Condition;
import dev.curfew.policy.Effect;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Resources;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Text;
import dev.curfew.policy.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Short ways to write the statements that ceilings are held to. */
final class Patterns {

    static final Text ANYTHING = new Text(List.of(new Text.AnyRun()));
    static final Resources EVERYWHERE = new Resources(false, List.of(ANYTHING));

    private Patterns() {}

    static Statement allow(Collection<String> actions, Resources resources) {
        return allow(actions, resources, List.of());
    }

    static Statement allow(
            Collection<String> actions, Resources resources, List<Condition> conditions) {
        return new Statement(
                null,
                Effect.ALLOW,
                new Actions(false, List.copyOf(actions)),
                resources,
                conditions);
    }

    static Statement allowAllBut(Collection<String> actions) {
        return new Statement(
                null, Effect.ALLOW, new Actions(true, List.copyOf(actions)), EVERYWHERE, List.of());
    }

    static Statement deny(Collection<String> actions, Resources resources) {
        return new Statement(
                null, Effect.DENY, new Actions(false, List.copyOf(actions)), resources, List.of());
    }

    static Policy policy(Statement... statements) {
        return policy(List.of(statements));
    }

    static Policy policy(List<Statement> statements) {
        return new Policy(Version.V2012, statements);
    }

    /** The pattern that {@code *} and plain text make; no other wildcards and no variables. */
    static Text text(String pattern) {
        List<Text.Part> parts = new ArrayList<>();
        int from = 0;
        for (int star = pattern.indexOf('*'); star >= 0; star = pattern.indexOf('*', from)) {
            parts.add(new Text.Literal(pattern.substring(from, star)));
            parts.add(new Text.AnyRun());
            from = star + 1;
        }
        parts.add(new Text.Literal(pattern.substring(from)));
        return new Text(parts);
    }

    static boolean hasWildcard(String action) {
        return action.indexOf('*') >= 0 || action.indexOf('?') >= 0;
    }

    /** The service of an action pattern, {@code *} for the pattern of every action. */
    static String service(String action) {
        int colon = action.indexOf(':');
        return colon < 0 ? "*" : action.substring(0, colon);
    }
}
