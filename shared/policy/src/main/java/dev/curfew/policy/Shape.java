package dev.curfew.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A statement prepared for comparison.
 *
 * @param service the one that all its actions are of, in lower case; null if there are several
 * @param variables those without fallback
 * @param failing those of them that make the statement fail when they have no value
 */
record Shape(
        StatementPatterns patterns,
        @Nullable String service,
        Set<String> variables,
        Set<String> failing) {
    static Shape of(StatementPatterns patterns) {
        Statement statement = patterns.source();
        String service = service(statement.actions());
        if (!patterns.hasVariables()) {
            return new Shape(patterns, service, Set.of(), Set.of());
        }
        Set<String> variables = new TreeSet<>();
        Set<String> failing = new TreeSet<>();
        statement.resources().patterns().forEach(text -> variables(text, failing));
        for (Condition condition : statement.conditions()) {
            condition
                    .values()
                    .forEach(text ->
                            variables(text, condition.operator().ifExists() ? variables : failing));
        }
        variables.addAll(failing);
        return new Shape(patterns, service, variables, failing);
    }

    private static @Nullable String service(Actions actions) {
        String one = null;
        for (String pattern : actions.patterns()) {
            int colon = pattern.indexOf(':');
            String service = colon < 0 ? "*" : KnownKeys.fold(pattern.substring(0, colon));
            boolean other = one != null && !one.equals(service);
            if (other || service.indexOf('*') >= 0 || service.indexOf('?') >= 0) {
                return null;
            }
            one = service;
        }
        return actions.except() ? null : one;
    }

    private static void variables(Text text, Set<String> variables) {
        for (Text.Part part : text.parts()) {
            if (part instanceof Text.Variable(String key, String fallback) && fallback == null) {
                variables.add(KnownKeys.fold(key));
            }
        }
    }

    Statement source() {
        return patterns.source();
    }

    List<Glob> actions() {
        return patterns.actions();
    }

    List<ResourcePattern> resources() {
        return patterns.resources();
    }

    /** Most statements have no action in common; this tells most of those. */
    boolean ofOtherService(Shape other) {
        return service != null && other.service != null && !service.equals(other.service);
    }
}
