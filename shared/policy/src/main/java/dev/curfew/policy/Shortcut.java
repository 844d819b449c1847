package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shows containment statement by statement, where it can be seen without looking at strings one by
 * one: each pair of action and resource that the child allows lies in one Allow of the parent, and
 * each Deny of the parent lies in one of the child's or speaks of something else. What it shows
 * holds under every reading, since it only lays equal or plainly narrower parts over one another.
 * Most real questions end here.
 */
final class Shortcut {
    private static final List<Reading.Span> SPANS =
            List.of(
                    Reading.Span.WHOLE,
                    Reading.Span.FIELD_END,
                    Reading.Span.FIELDS,
                    Reading.Span.SEGMENT_END);

    /** A resource under each reading; the first is the widest. */
    private record Resource(Text text, List<Glob> spans) {
        static Resource of(Text text) {
            var globs = new GlobCompiler(Resolver.Open::new, Reading.DOCUMENTED);
            var spans = new ArrayList<Glob>();
            for (Reading.Span span : text.hasVariables() ? List.<Reading.Span>of() : SPANS) {
                if (globs.resource(text, span) instanceof GlobCompiler.Fixed(Glob glob)) {
                    spans.add(glob);
                }
                if (readsAlike(text)) {
                    break;
                }
            }
            return new Resource(text, spans);
        }

        /**
         * Whether there is no wildcard but perhaps one at the end, which reaches everywhere in each
         * reading.
         */
        private static boolean readsAlike(Text text) {
            List<Text.Part> parts = text.parts();
            return parts.size() == 1
                    || (parts.size() == 2
                            && parts.getFirst() instanceof Text.Literal
                            && parts.getLast() instanceof Text.AnyRun);
        }

        private Glob span(int index) {
            return spans.get(spans.size() == 1 ? 0 : index);
        }

        boolean covers(Resource inner, boolean sameVariables, Budget budget) {
            if (text.equals(inner.text)) {
                return sameVariables || !text.hasVariables();
            }
            if (spans.isEmpty()) {
                return false;
            }
            Glob first = spans.getFirst();
            if (inner.spans.isEmpty()) {
                // Whatever its variables hold, the text begins as it is written.
                return first.isPrefix() && literalStart(inner.text).startsWith(first.prefix());
            }
            for (int i = 0; i < Math.max(spans.size(), inner.spans.size()); i++) {
                if (!Inclusion.shows(span(i), inner.span(i), budget)) {
                    return false;
                }
            }
            return true;
        }

        boolean apartFrom(Resource other) {
            Glob widest = widest();
            return !widest.mayMeet(other.widest());
        }

        private Glob widest() {
            if (!spans.isEmpty()) {
                return spans.getFirst();
            }
            String start = literalStart(text);
            int[] items = new int[start.length() + 1];
            for (int i = 0; i < start.length(); i++) {
                items[i] = start.charAt(i);
            }
            items[start.length()] = Glob.RUN;
            return new Glob(items);
        }

        private static String literalStart(Text text) {
            return !text.parts().isEmpty()
                            && text.parts().getFirst() instanceof Text.Literal(String plain)
                    ? plain
                    : "";
        }
    }

    /**
     * A statement prepared for comparison.
     *
     * @param variables those without fallback
     * @param failing those of them that make the statement fail when they have no value
     */
    private record Shape(
            Statement source,
            List<Glob> actions,
            List<Resource> resources,
            Set<String> variables,
            Set<String> failing) {
        static Shape of(Statement statement) {
            Set<String> variables = new TreeSet<>();
            Set<String> failing = new TreeSet<>();
            statement.resources().patterns().forEach(text -> variables(text, failing));
            for (Condition condition : statement.conditions()) {
                condition
                        .values()
                        .forEach(text ->
                                variables(
                                        text,
                                        condition.operator().ifExists() ? variables : failing));
            }
            variables.addAll(failing);
            return new Shape(
                    statement,
                    statement.actions().patterns().stream().map(GlobCompiler::action).toList(),
                    statement.resources().patterns().stream().map(Resource::of).toList(),
                    variables,
                    failing);
        }

        private static void variables(Text text, Set<String> variables) {
            for (Text.Part part : text.parts()) {
                if (part instanceof Text.Variable(String key, String fallback)
                        && fallback == null) {
                    variables.add(KnownKeys.fold(key));
                }
            }
        }
    }

    /** A policy prepared for comparison. */
    record Shapes(List<Shape> allows, List<Shape> denies) {
        static Shapes of(Policy policy) {
            var allows = new ArrayList<Shape>();
            var denies = new ArrayList<Shape>();
            for (Statement statement : policy.statements()) {
                (statement.effect() == Effect.ALLOW ? allows : denies).add(Shape.of(statement));
            }
            return new Shapes(allows, denies);
        }
    }

    /**
     * Whether one resource pattern matches all that another does, under every reading; false when
     * in doubt.
     */
    static boolean covers(Text outer, Text inner) {
        return Resource.of(outer).covers(Resource.of(inner), true, new Budget(Containment.WORK));
    }

    /** Whether no resource matches both patterns; false when in doubt. */
    static boolean apart(Text one, Text other) {
        return Resource.of(one).apartFrom(Resource.of(other));
    }

    private final Implication implication;
    private final boolean sameVariables;
    private final Budget budget;

    /**
     * @param own whether the two sides are sessions of their own
     */
    Shortcut(boolean own, Context parentKeys, Context childKeys, Budget budget) {
        this.budget = budget;
        this.implication = new Implication(own, parentKeys, childKeys);
        this.sameVariables = !own;
    }

    /** The Allow statements of the child of which it is not shown that the parent contains them. */
    List<Statement> open(Shapes parent, Shapes child) {
        var denies = new ArrayList<Shape>();
        for (Shape deny : parent.denies()) {
            if (child.denies().stream().noneMatch(own -> covers(own, deny))) {
                denies.add(deny);
            }
        }
        var open = new ArrayList<Statement>();
        for (Shape allow : child.allows()) {
            boolean spared = denies.stream().allMatch(deny -> apart(deny, allow));
            if (!spared || !covered(parent.allows(), allow)) {
                open.add(allow.source());
            }
        }
        return open;
    }

    private boolean covered(List<Shape> covers, Shape allow) {
        if (covers.stream().anyMatch(cover -> covers(cover, allow))) {
            return true;
        }
        if (allow.source().actions().except() || allow.source().resources().except()) {
            return false;
        }
        var usable = covers.stream().filter(cover -> conditions(cover, allow)).toList();
        for (Glob action : allow.actions()) {
            for (Resource resource : allow.resources()) {
                budget.spend(1 + usable.size());
                if (usable.stream()
                        .noneMatch(cover ->
                                coversAction(cover, action) && coversResource(cover, resource))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean covers(Shape outer, Shape inner) {
        budget.spend(cost(outer, inner));
        return coversActions(outer, inner)
                && coversResources(outer, inner)
                && conditions(outer, inner);
    }

    /**
     * Conditions, and variables: a variable without value makes a statement fail, so the inner must
     * have it too.
     */
    private boolean conditions(Shape outer, Shape inner) {
        return (outer.variables().isEmpty()
                        || (sameVariables && inner.failing().containsAll(outer.variables())))
                && implication.holds(outer.source().conditions(), inner.source().conditions());
    }

    private boolean coversActions(Shape outer, Shape inner) {
        if (!inner.source().actions().except()) {
            return inner.actions().stream().allMatch(action -> coversAction(outer, action));
        }
        return outer.source().actions().except()
                ? outer.actions().stream().allMatch(out -> anyShows(inner.actions(), out))
                : outer.actions().stream().anyMatch(Glob::isEverything);
    }

    private boolean coversAction(Shape outer, Glob action) {
        return outer.source().actions().except()
                ? outer.actions().stream().noneMatch(out -> out.mayMeet(action))
                : anyShows(outer.actions(), action);
    }

    private boolean anyShows(List<Glob> outers, Glob inner) {
        for (Glob outer : outers) {
            if (Inclusion.shows(outer, inner, budget)) {
                return true;
            }
        }
        return false;
    }

    private boolean coversResources(Shape outer, Shape inner) {
        if (!inner.source().resources().except()) {
            return inner.resources().stream().allMatch(resource -> coversResource(outer, resource));
        }
        return outer.source().resources().except()
                ? outer.resources().stream()
                        .allMatch(out ->
                                inner.resources().stream()
                                        .anyMatch(in -> in.covers(out, sameVariables, budget)))
                : outer.resources().stream().anyMatch(out -> out.text().equals(EVERYTHING));
    }

    private static final Text EVERYTHING = new Text(List.of(new Text.AnyRun()));

    private boolean coversResource(Shape outer, Resource resource) {
        if (outer.source().resources().except()) {
            return outer.resources().stream().allMatch(out -> out.apartFrom(resource));
        }
        for (Resource each : outer.resources()) {
            if (each.covers(resource, sameVariables, budget)) {
                return true;
            }
        }
        return false;
    }

    private static long cost(Shape one, Shape other) {
        return 1
                + (long) one.actions().size() * other.actions().size()
                + (long) one.resources().size() * other.resources().size();
    }

    private boolean apart(Shape one, Shape other) {
        budget.spend(cost(one, other));
        return apartActions(one, other) || apartResources(one, other);
    }

    private boolean apartActions(Shape one, Shape other) {
        boolean oneExcept = one.source().actions().except();
        boolean otherExcept = other.source().actions().except();
        if (oneExcept && otherExcept) {
            return false;
        }
        if (oneExcept) {
            return other.actions().stream().allMatch(action -> anyShows(one.actions(), action));
        }
        if (otherExcept) {
            return one.actions().stream().allMatch(action -> anyShows(other.actions(), action));
        }
        return one.actions().stream().noneMatch(a -> other.actions().stream().anyMatch(a::mayMeet));
    }

    private boolean apartResources(Shape one, Shape other) {
        boolean oneExcept = one.source().resources().except();
        boolean otherExcept = other.source().resources().except();
        if (oneExcept && otherExcept) {
            return false;
        }
        if (oneExcept || otherExcept) {
            Shape except = oneExcept ? one : other;
            Shape plain = oneExcept ? other : one;
            // With a variable that has no value the exception is void, so equal texts do not help
            // here.
            return except.variables().isEmpty()
                    && plain.resources().stream()
                            .allMatch(in ->
                                    except.resources().stream()
                                            .anyMatch(out -> out.covers(in, false, budget)));
        }
        return one.resources().stream()
                .allMatch(a -> other.resources().stream().allMatch(a::apartFrom));
    }
}
