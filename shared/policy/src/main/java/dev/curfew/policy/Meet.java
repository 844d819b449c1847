package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What two Allow statements allow both, as one statement. */
final class Meet {
    /** Thrown when there is something in common that IAM's language has no words for. */
    static final class NotWritable extends RuntimeException {
        private final String reason;

        NotWritable(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    private Meet() {}

    /** The common part, empty if there is none. */
    static Optional<Statement> of(Statement one, Statement other) {
        Optional<Actions> actions = actions(one.actions(), other.actions());
        Optional<Resources> resources =
                actions.isEmpty()
                        ? Optional.empty()
                        : resources(one.resources(), other.resources());
        if (actions.isEmpty() || resources.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Statement(
                        null,
                        Effect.ALLOW,
                        actions.get(),
                        resources.get(),
                        conditions(one.conditions(), other.conditions())));
    }

    private static Optional<Actions> actions(Actions one, Actions other) {
        return patterns(
                        one.except(),
                        one.patterns(),
                        other.except(),
                        other.patterns(),
                        Meet::actionCovers,
                        Meet::actionsApart)
                .map(found -> new Actions(one.except() && other.except(), found));
    }

    private static Optional<Resources> resources(Resources one, Resources other) {
        return patterns(
                        one.except(),
                        one.patterns(),
                        other.except(),
                        other.patterns(),
                        Shortcut::covers,
                        Shortcut::apart)
                .map(found -> new Resources(one.except() && other.except(), found));
    }

    private static boolean actionCovers(String outer, String inner) {
        return Inclusion.shows(
                GlobCompiler.action(outer),
                GlobCompiler.action(inner),
                new Budget(Containment.WORK));
    }

    private static boolean actionsApart(String one, String other) {
        return !GlobCompiler.action(one).mayMeet(GlobCompiler.action(other));
    }

    private interface Relation<T> {
        boolean holds(T one, T other);
    }

    private static <T> Optional<List<T>> patterns(
            boolean exceptOne,
            List<T> one,
            boolean exceptOther,
            List<T> other,
            Relation<T> covers,
            Relation<T> apart) {
        var found = new ArrayList<T>();
        if (exceptOne && exceptOther) {
            found.addAll(one);
            found.addAll(other);
        } else if (exceptOne || exceptOther) {
            List<T> exceptions = exceptOne ? one : other;
            for (T pattern : exceptOne ? other : one) {
                if (exceptions.stream().allMatch(exception -> apart.holds(exception, pattern))) {
                    found.add(pattern);
                } else if (exceptions.stream()
                        .noneMatch(exception -> covers.holds(exception, pattern))) {
                    throw new NotWritable("part of `" + spelled(pattern) + "` is excepted");
                }
            }
        } else {
            for (T a : one) {
                for (T b : other) {
                    if (covers.holds(a, b)) {
                        found.add(b);
                    } else if (covers.holds(b, a)) {
                        found.add(a);
                    } else if (!apart.holds(a, b)) {
                        throw new NotWritable(
                                "no pattern matches just what both `"
                                        + spelled(a)
                                        + "` and `"
                                        + spelled(b)
                                        + "` match");
                    }
                }
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static String spelled(Object pattern) {
        return pattern instanceof Text text ? text.print(Version.V2012, true) : pattern.toString();
    }

    private static List<Condition> conditions(List<Condition> one, List<Condition> other) {
        var all = new ArrayList<>(one);
        for (Condition condition : other) {
            Optional<Condition> same =
                    all.stream()
                            .filter(each ->
                                    each.operator().equals(condition.operator())
                                            && each.foldedKey().equals(condition.foldedKey()))
                            .findFirst();
            if (same.isPresent()) {
                all.set(all.indexOf(same.get()), both(same.get(), condition));
            } else {
                all.add(condition);
            }
        }
        return all;
    }

    /** Two conditions of one operator and key as one. */
    private static Condition both(Condition one, Condition other) {
        var implication = new Implication(false, Context.EMPTY, Context.EMPTY);
        if (implication.holds(List.of(one), List.of(other))) {
            return other;
        }
        if (implication.holds(List.of(other), List.of(one))) {
            return one;
        }
        boolean any = one.operator().quantifier() == Operator.Quantifier.FOR_ANY_VALUE;
        if (one.operator().comparison().negated() && !any) {
            var values = new ArrayList<>(one.values());
            values.addAll(other.values());
            return new Condition(one.operator(), one.key(), values);
        }
        var common = one.values().stream().filter(other.values()::contains).toList();
        if (one.operator().comparison() == Comparison.STRING_EQUALS
                && one.operator().quantifier() == Operator.Quantifier.PLAIN
                && KnownKeys.single(one.foldedKey())
                && !common.isEmpty()
                && one.values().stream().noneMatch(Text::hasVariables)
                && other.values().stream().noneMatch(Text::hasVariables)) {
            return new Condition(one.operator(), one.key(), common);
        }
        throw new NotWritable(
                "both ask `"
                        + one.operator().text()
                        + "` of `"
                        + one.key()
                        + "`, which one statement can do only once");
    }
}
