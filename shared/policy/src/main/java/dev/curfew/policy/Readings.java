package dev.curfew.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The readings that could make a difference to a policy; the documented one is always the first.
 */
record Readings(
        Set<Reading.Span> spans,
        boolean shortArns,
        boolean several,
        boolean empty,
        boolean unresolved,
        boolean malformed) {
    private static final GlobCompiler OPEN = new GlobCompiler(Resolver.Open::new);

    static Readings of(Policy policy) {
        Set<Reading.Span> spans = new LinkedHashSet<>();
        spans.add(Reading.Span.FIELD_END);
        boolean shortArns = false;
        boolean several = false;
        boolean empty = false;
        boolean unresolved = false;
        boolean malformed = false;
        for (Statement statement : policy.statements()) {
            for (Text text : statement.resources().patterns()) {
                spans(text, spans);
                unresolved |= text.hasVariables();
            }
            for (Condition condition : statement.conditions()) {
                Comparison comparison = condition.operator().comparison();
                boolean plain = condition.operator().quantifier() == Operator.Quantifier.PLAIN;
                several |=
                        plain
                                && comparison != Comparison.NULL
                                && !KnownKeys.single(condition.foldedKey());
                empty |= !plain;
                malformed |= comparison.negated() && typed(comparison);
                for (Text text : condition.values()) {
                    unresolved |= text.hasVariables();
                    shortArns |=
                            comparison.kind() == Comparison.Kind.ARN
                                    && !OPEN.arn(text, true).equals(OPEN.arn(text, false));
                }
            }
        }
        return new Readings(spans, shortArns, several, empty, unresolved, malformed);
    }

    private static boolean typed(Comparison comparison) {
        return switch (comparison.kind()) {
            case NUMERIC, DATE, IP, ARN -> true;
            case STRING, BOOL, BINARY, NULL -> false;
        };
    }

    private static void spans(Text text, Set<Reading.Span> spans) {
        Set<GlobCompiler.Compiled> seen = new LinkedHashSet<>();
        for (Reading.Span span : Reading.Span.values()) {
            if (seen.add(OPEN.resource(text, span))) {
                spans.add(span);
            }
        }
        // The value of a variable may hold colons: then no reading is like another.
        if (text.hasVariables()) {
            spans.addAll(List.of(Reading.Span.values()));
        }
    }

    Readings and(Readings other) {
        Set<Reading.Span> both = new LinkedHashSet<>(spans);
        both.addAll(other.spans);
        return new Readings(
                both,
                shortArns || other.shortArns,
                several || other.several,
                empty || other.empty,
                unresolved || other.unresolved,
                malformed || other.malformed);
    }

    List<Reading> all() {
        var all = new ArrayList<Reading>();
        for (boolean runsOn : choices(shortArns)) {
            for (Reading.Several each :
                    several
                            ? Reading.Several.values()
                            : new Reading.Several[] {Reading.Several.ANY_MATCHES}) {
                for (boolean isNull : choices(empty)) {
                    for (boolean fails : choices(unresolved)) {
                        for (boolean differs : choices(malformed)) {
                            for (Reading.Span span : spans) {
                                all.add(new Reading(span, runsOn, each, isNull, fails, differs));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static boolean[] choices(boolean both) {
        return both ? new boolean[] {true, false} : new boolean[] {true};
    }
}
