package dev.curfew.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles conditions under one reading. */
final class KeyTestCompiler {
    private final Reading reading;
    private final GlobCompiler globs;

    KeyTestCompiler(Reading reading, Resolver resolver) {
        this.reading = reading;
        this.globs = new GlobCompiler(resolver, reading);
    }

    /** The compiled condition, or null if an unresolved variable makes the whole statement fail. */
    @Nullable KeyTest compile(Condition condition) {
        Comparison comparison = condition.operator().comparison();
        var open = new ArrayList<GlobCompiler.Partial>();
        ValueTest test = test(condition, open);
        if (test == null) {
            return null;
        }
        if (comparison == Comparison.NULL) {
            return nullTest(condition);
        }
        boolean negated = comparison.negated();
        boolean ifExists = condition.operator().ifExists();
        boolean malformed = negated && reading.malformedDiffers();
        KeyTest.Empty empty = KeyTest.Empty.A_VALUE;
        boolean whenAbsent;
        boolean every;
        switch (condition.operator().quantifier()) {
            case FOR_ALL_VALUES -> {
                whenAbsent = true;
                every = true;
                empty = reading.emptyIsNull() ? KeyTest.Empty.HOLDS : empty;
            }
            case FOR_ANY_VALUE -> {
                whenAbsent = ifExists;
                every = false;
                empty = reading.emptyIsNull() ? KeyTest.Empty.FAILS : empty;
            }
            case PLAIN -> {
                whenAbsent = negated || ifExists;
                every =
                        switch (reading.several()) {
                            case ANY_MATCHES -> negated;
                            case ANY_HOLDS -> false;
                            case ALL_HOLD -> true;
                        };
            }
            default -> throw new IllegalStateException("no such quantifier");
        }
        return new KeyTest(
                condition.foldedKey(),
                whenAbsent,
                every,
                negated,
                malformed,
                empty,
                test,
                List.copyOf(open));
    }

    /**
     * {@code true} asks for an absent key, {@code false} for a present one, both together for
     * nothing. Where an empty string is no value, one other makes the key present.
     */
    private KeyTest nullTest(Condition condition) {
        boolean absent = condition.values().contains(Text.literal("true"));
        boolean present = condition.values().contains(Text.literal("false"));
        boolean emptyIsAbsent = reading.emptyIsAbsent() && !KnownKeys.single(condition.foldedKey());
        return new KeyTest(
                condition.foldedKey(),
                absent,
                absent || !emptyIsAbsent,
                false,
                false,
                !emptyIsAbsent
                        ? KeyTest.Empty.A_VALUE
                        : absent ? KeyTest.Empty.HOLDS : KeyTest.Empty.FAILS,
                new ValueTest.Always(present),
                List.of());
    }

    private @Nullable ValueTest test(Condition condition, List<GlobCompiler.Partial> open) {
        Comparison comparison = condition.operator().comparison();
        return switch (comparison.kind()) {
            case NUMERIC ->
                    new ValueTest.Ordered(false, comparison, values(condition, Values::number));
            case DATE ->
                    new ValueTest.Ordered(
                            true, comparison, this.<BigDecimal>values(condition, Values::date));
            case IP -> new ValueTest.Ranges(values(condition, IpRange::parse));
            case BINARY -> new ValueTest.Bytes(values(condition, Values::binary));
            case NULL -> new ValueTest.Always(true);
            case STRING, BOOL, ARN -> patterns(condition, open);
        };
    }

    private @Nullable ValueTest patterns(Condition condition, List<GlobCompiler.Partial> open) {
        Comparison comparison = condition.operator().comparison();
        boolean fold =
                comparison.kind() == Comparison.Kind.BOOL
                        || comparison == Comparison.STRING_EQUALS_IGNORE_CASE
                        || comparison == Comparison.STRING_NOT_EQUALS_IGNORE_CASE;
        var fixed = new ArrayList<Glob>();
        for (Text value : condition.values()) {
            GlobCompiler.Compiled compiled =
                    comparison.kind() == Comparison.Kind.ARN
                            ? globs.arn(value, reading.shortArnRunsOn())
                            : comparison.wildcards()
                                    ? globs.like(value)
                                    : globs.string(value, fold);
            switch (compiled) {
                case GlobCompiler.Fixed(Glob glob) -> fixed.add(glob);
                case GlobCompiler.Partial partial -> open.add(partial);
                case GlobCompiler.Unresolved() -> {
                    // IfExists is AWS's own remedy against variables without value, so there only
                    // the value fails.
                    if (reading.unresolvedFailsStatement() && !condition.operator().ifExists()) {
                        return null;
                    }
                }
            }
        }
        if (comparison.kind() == Comparison.Kind.ARN
                && comparison.negated()
                && !reading.malformedDiffers()) {
            fixed.addAll(GlobCompiler.NO_ARNS);
        }
        return new ValueTest.Patterns(List.copyOf(fixed));
    }

    private <T> List<T> values(Condition condition, Function<String, @Nullable T> parse) {
        return condition.values().stream()
                .map(text -> Objects.requireNonNull(parse.apply(text.asLiteral().orElseThrow())))
                .toList();
    }
}
