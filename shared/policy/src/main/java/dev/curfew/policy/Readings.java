package dev.curfew.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The readings that could make a difference to a policy: for each open question the answers that
 * could, the documented one first.
 *
 * @param patternVariables whether a pattern that may have wildcards has a variable
 */
record Readings(
        Set<Reading.Span> spans,
        Set<Boolean> shortArns,
        Set<Reading.Several> several,
        Set<Boolean> empty,
        Set<Boolean> unresolved,
        Set<Boolean> malformed,
        Set<Boolean> absent,
        boolean patternVariables) {
    private static final GlobCompiler OPEN =
            new GlobCompiler(Resolver.Open::new, Reading.DOCUMENTED);

    static Readings of(Policy policy) {
        Set<Reading.Span> spans = set(List.of(Reading.Span.FIELD_END));
        boolean shortArns = false;
        boolean several = false;
        boolean empty = false;
        boolean unresolved = false;
        boolean malformed = false;
        boolean absent = false;
        boolean patternVariables = false;
        for (Statement statement : policy.statements()) {
            for (Text text : statement.resources().patterns()) {
                spans(text, spans);
                unresolved |= text.hasVariables();
                patternVariables |= text.hasVariables();
            }
            for (Condition condition : statement.conditions()) {
                Comparison comparison = condition.operator().comparison();
                boolean plain = condition.operator().quantifier() == Operator.Quantifier.PLAIN;
                boolean single = KnownKeys.single(condition.foldedKey());
                several |= plain && comparison != Comparison.NULL && !single;
                empty |= !plain;
                malformed |= comparison.negated() && typed(comparison);
                absent |= comparison == Comparison.NULL && !single;
                for (Text text : condition.values()) {
                    unresolved |= text.hasVariables();
                    patternVariables |= text.hasVariables() && comparison.wildcards();
                    shortArns |=
                            comparison.kind() == Comparison.Kind.ARN
                                    && !OPEN.arn(text, true).equals(OPEN.arn(text, false));
                }
            }
        }
        return new Readings(
                spans,
                choices(shortArns),
                set(
                        several
                                ? List.of(Reading.Several.values())
                                : List.of(Reading.Several.ANY_MATCHES)),
                choices(empty),
                choices(unresolved),
                choices(malformed),
                choices(absent),
                patternVariables);
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
            if (seen.add(OPEN.compiledResource(text, span))) {
                spans.add(span);
            }
        }
        // The value of a variable may hold colons: then no reading is like another.
        if (text.hasVariables()) {
            spans.addAll(List.of(Reading.Span.values()));
        }
    }

    private static <T> Set<T> set(List<T> all) {
        return new LinkedHashSet<>(all);
    }

    private static Set<Boolean> choices(boolean both) {
        return set(both ? List.of(true, false) : List.of(true));
    }

    Readings and(Readings other) {
        return new Readings(
                both(spans, other.spans),
                both(shortArns, other.shortArns),
                both(several, other.several),
                both(empty, other.empty),
                both(unresolved, other.unresolved),
                both(malformed, other.malformed),
                both(absent, other.absent),
                patternVariables || other.patternVariables);
    }

    private static <T> Set<T> both(Set<T> some, Set<T> others) {
        Set<T> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    /**
     * Every combination, the documented reading first.
     *
     * @param wildValues whether the known value of a variable has a wildcard in it; to one that is
     *     not known it makes no difference, since a proof holds for all that it could match
     */
    List<Reading> all(boolean wildValues) {
        int count =
                spans.size()
                        * shortArns.size()
                        * several.size()
                        * empty.size()
                        * unresolved.size()
                        * malformed.size()
                        * absent.size();
        var all = new ArrayList<Reading>();
        for (int i = 0; i < count; i++) {
            var choice = new Choice(i);
            all.add(
                    new Reading(
                            choice.of(spans),
                            choice.of(shortArns),
                            choice.of(several),
                            choice.of(empty),
                            choice.of(unresolved),
                            choice.of(malformed),
                            choice.of(absent),
                            false));
        }
        if (wildValues && patternVariables) {
            List.copyOf(all).forEach(each -> all.add(each.withWildValues()));
        }
        return all;
    }

    /** Reads a number as one choice after the other. */
    private static final class Choice {
        private int rest;

        Choice(int number) {
            this.rest = number;
        }

        <T> T of(Set<T> from) {
            T chosen = List.copyOf(from).get(rest % from.size());
            rest /= from.size();
            return chosen;
        }
    }
}
