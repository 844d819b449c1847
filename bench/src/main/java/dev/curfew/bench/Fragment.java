package dev.curfew.bench;

import dev.curfew.policy.Comparison;
import dev.curfew.policy.Condition;
import dev.curfew.policy.Operator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Reading;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must be known of two policies before they can be put to Z3.
 *
 * @param slots how many values each key can have: one, or as many as there are conditions on it,
 *     for no condition needs more than one value to hold or to fail
 * @param addresses the keys whose values are taken for IP addresses
 * @param readings the readings that may tell the two apart, the documented one first
 */
record Fragment(Map<String, Integer> slots, Set<String> addresses, List<Reading> readings) {
    private static final int MOST_SLOTS = 4;
    private static final Set<String> SINGLE =
            Set.of(
                    "aws:sourceip",
                    "aws:currenttime",
                    "aws:securetransport",
                    "aws:requestedregion",
                    "aws:sourcearn",
                    "aws:username");
    private static final List<String> SINGLE_PREFIXES =
            List.of("s3:", "aws:requesttag/", "aws:resourcetag/", "aws:principaltag/");

    /** Empty if the policies say something that is not written as a formula here. */
    static Optional<Fragment> of(Policy parent, Policy child) {
        Map<String, Set<String>> types = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        var addresses = new LinkedHashSet<String>();
        boolean several = false;
        boolean empty = false;
        boolean malformed = false;
        boolean absent = false;
        boolean spans = false;
        for (Statement statement :
                Stream.of(parent, child).flatMap(p -> p.statements().stream()).toList()) {
            for (Text text : statement.resources().patterns()) {
                if (hasVariables(text)) {
                    return Optional.empty();
                }
                spans |= text.parts().stream().anyMatch(part -> !(part instanceof Text.Literal));
            }
            for (Condition condition : statement.conditions()) {
                Comparison comparison = condition.operator().comparison();
                String key = condition.key().toLowerCase(Locale.ROOT);
                if (comparison == Comparison.BINARY_EQUALS
                        || condition.values().stream().anyMatch(Fragment::hasVariables)
                        || (comparison.text().startsWith("Arn")
                                && condition.values().stream().anyMatch(Fragment::isShort))) {
                    return Optional.empty();
                }
                counts.merge(key, 1, Integer::sum);
                boolean typed = KeyFormulas.isTyped(comparison.text());
                if (comparison == Comparison.NULL) {
                    absent |= !single(key);
                } else {
                    types.computeIfAbsent(key, _ -> new LinkedHashSet<>())
                            .add(type(comparison.text()));
                }
                if (comparison.text().endsWith("IpAddress")) {
                    addresses.add(key);
                }
                boolean plain = condition.operator().quantifier() == Operator.Quantifier.PLAIN;
                several |= plain && comparison != Comparison.NULL && !single(key);
                empty |= !plain;
                malformed |= typed && comparison.text().contains("Not");
            }
        }
        Map<String, Integer> slots = new HashMap<>();
        counts.forEach((key, count) -> slots.put(key, single(key) ? 1 : count));
        boolean mixed = types.values().stream().anyMatch(all -> all.size() > 1);
        boolean many = slots.values().stream().anyMatch(count -> count > MOST_SLOTS);
        return mixed || many
                ? Optional.empty()
                : Optional.of(
                        new Fragment(
                                slots,
                                addresses,
                                readings(spans, several, empty, malformed, absent)));
    }

    private static List<Reading> readings(
            boolean spans, boolean several, boolean empty, boolean malformed, boolean absent) {
        var all = new ArrayList<Reading>();
        for (Reading.Span span : Reading.Span.values()) {
            for (Reading.Several each : Reading.Several.values()) {
                for (boolean isNull : new boolean[] {true, false}) {
                    for (boolean differs : new boolean[] {true, false}) {
                        if ((spans || span == Reading.DOCUMENTED.span())
                                && (several || each == Reading.DOCUMENTED.several())
                                && (empty || isNull)
                                && (malformed || differs)) {
                            var reading =
                                    new Reading(
                                            span, true, each, isNull, true, differs, true, false);
                            all.add(reading);
                            if (absent) {
                                all.add(
                                        new Reading(
                                                span, true, each, isNull, true, differs, false,
                                                false));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    private static String type(String name) {
        return !KeyFormulas.isTyped(name)
                ? "text"
                : name.endsWith("Address") ? "ip" : name.substring(0, 4);
    }

    static boolean single(String key) {
        return SINGLE.contains(key) || SINGLE_PREFIXES.stream().anyMatch(key::startsWith);
    }

    private static boolean hasVariables(Text text) {
        return text.parts().stream().anyMatch(Text.Variable.class::isInstance);
    }

    private static boolean isShort(Text text) {
        return text.parts().stream()
                        .filter(Text.Literal.class::isInstance)
                        .mapToLong(part ->
                                ((Text.Literal) part).text().chars().filter(c -> c == ':').count())
                        .sum()
                < 5;
    }
}
