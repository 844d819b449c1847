package dev.curfew.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows that the conditions of one statement imply those of another, by pairing conditions with one
 * operator and key. What it shows is true under every reading; what it does not show may still be.
 */
final class Implication {
    private final boolean own;
    private final Context parentKeys;
    private final Context childKeys;

    Implication(boolean own, Context parentKeys, Context childKeys) {
        this.own = own;
        this.parentKeys = parentKeys;
        this.childKeys = childKeys;
    }

    /** Whether the inner conditions, together, imply each of the outer. */
    boolean holds(List<Condition> outer, List<Condition> inner) {
        for (Condition wanted : outer) {
            if (!anyImplies(inner, wanted) || !comparable(wanted.foldedKey())) {
                return false;
            }
        }
        return true;
    }

    private boolean anyImplies(List<Condition> inner, Condition wanted) {
        for (Condition given : inner) {
            if (implies(given, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the key is one and the same on both sides, with a value that nobody knows. */
    private boolean comparable(String folded) {
        return !(own && KnownKeys.ofSession(folded))
                && parentKeys.get(folded).isEmpty()
                && childKeys.get(folded).isEmpty();
    }

    private boolean implies(Condition given, Condition wanted) {
        Operator from = given.operator();
        Operator to = wanted.operator();
        boolean operators =
                from.comparison() == to.comparison()
                        && from.quantifier() == to.quantifier()
                        && (from.ifExists() == to.ifExists() || to.ifExists());
        if (!operators || !given.sameKey(wanted)) {
            return false;
        }
        boolean variables =
                own
                        && (given.values().stream().anyMatch(Text::hasVariables)
                                || wanted.values().stream().anyMatch(Text::hasVariables));
        // Fewer values match less; for a negated operator fewer values let more through.
        List<Text> narrow = to.comparison().negated() ? wanted.values() : given.values();
        List<Text> wide = to.comparison().negated() ? given.values() : wanted.values();
        return !variables && (wide.containsAll(narrow) || within(to.comparison(), narrow, wide));
    }

    private static boolean within(Comparison comparison, List<Text> narrow, List<Text> wide) {
        return switch (comparison) {
            case NUMERIC_LESS_THAN, NUMERIC_LESS_THAN_EQUALS ->
                    ordered(narrow, wide, Values::number, -1);
            case NUMERIC_GREATER_THAN, NUMERIC_GREATER_THAN_EQUALS ->
                    ordered(narrow, wide, Values::number, 1);
            case DATE_LESS_THAN, DATE_LESS_THAN_EQUALS -> ordered(narrow, wide, Values::date, -1);
            case DATE_GREATER_THAN, DATE_GREATER_THAN_EQUALS ->
                    ordered(narrow, wide, Values::date, 1);
            case IP_ADDRESS, NOT_IP_ADDRESS ->
                    narrow.stream()
                            .allMatch(in ->
                                    wide.stream().anyMatch(out -> range(out).contains(range(in))));
            default -> false;
        };
    }

    /**
     * Whether for each of the narrow limits there is a wide one at least as far in that direction.
     */
    private static boolean ordered(
            List<Text> narrow,
            List<Text> wide,
            Function<String, @Nullable BigDecimal> parse,
            int direction) {
        for (Text in : narrow) {
            BigDecimal limit = Objects.requireNonNull(parse.apply(in.asLiteral().orElseThrow()));
            boolean reached =
                    wide.stream()
                            .map(out ->
                                    Objects.requireNonNull(
                                            parse.apply(out.asLiteral().orElseThrow())))
                            .anyMatch(out -> Integer.signum(limit.compareTo(out)) * direction >= 0);
            if (!reached) {
                return false;
            }
        }
        return true;
    }

    private static IpRange range(Text text) {
        return Objects.requireNonNull(IpRange.parse(text.asLiteral().orElseThrow()));
    }
}
