package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows containment statement by statement, where it can be seen without looking at strings one by
 * one: each pair of action and resource that the child allows lies in one Allow of the parent, and
 * each Deny of the parent lies in one of the child's or speaks of something else. What it shows
 * holds under every reading, since it only lays equal or plainly narrower parts over one another.
 * Most real questions end here.
 */
final class Shortcut {
    /** A policy prepared for comparison. */
    record Shapes(List<Shape> allows, List<Shape> denies) {
        static Shapes of(List<StatementPatterns> statements) {
            var allows = new ArrayList<Shape>();
            var denies = new ArrayList<Shape>();
            for (StatementPatterns each : statements) {
                (each.source().effect() == Effect.ALLOW ? allows : denies).add(Shape.of(each));
            }
            return new Shapes(allows, denies);
        }
    }

    /**
     * Whether one resource pattern matches all that another does, under every reading; false when
     * in doubt.
     */
    static boolean covers(Text outer, Text inner) {
        return new ResourcePattern(outer)
                .covers(new ResourcePattern(inner), true, new Budget(Containment.WORK));
    }

    /** Whether no resource matches both patterns; false when in doubt. */
    static boolean apart(Text one, Text other) {
        return new ResourcePattern(one).apartFrom(new ResourcePattern(other));
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
    List<StatementPatterns> open(Shapes parent, Shapes child) {
        var denies = new ArrayList<Shape>();
        for (Shape deny : parent.denies()) {
            if (!anyCovers(child.denies(), deny)) {
                denies.add(deny);
            }
        }
        var open = new ArrayList<StatementPatterns>();
        for (Shape allow : child.allows()) {
            if (!allApart(denies, allow) || !covered(parent.allows(), allow)) {
                open.add(allow.patterns());
            }
        }
        return open;
    }

    private boolean anyCovers(List<Shape> outers, Shape inner) {
        for (Shape outer : outers) {
            if (covers(outer, inner)) {
                return true;
            }
        }
        return false;
    }

    private boolean allApart(List<Shape> some, Shape other) {
        for (Shape one : some) {
            if (!apart(one, other)) {
                return false;
            }
        }
        return true;
    }

    private boolean covered(List<Shape> covers, Shape allow) {
        if (anyCovers(covers, allow)) {
            return true;
        }
        if (allow.source().actions().except() || allow.source().resources().except()) {
            return false;
        }
        var usable = new ArrayList<Shape>();
        for (Shape cover : covers) {
            if (!cover.ofOtherService(allow) && conditions(cover, allow)) {
                usable.add(cover);
            }
        }
        for (Glob action : allow.actions()) {
            for (ResourcePattern resource : allow.resources()) {
                if (!covered(usable, action, resource)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean covered(List<Shape> covers, Glob action, ResourcePattern resource) {
        budget.spend(1 + covers.size());
        for (Shape cover : covers) {
            if (coversAction(cover, action) && coversResource(cover, resource)) {
                return true;
            }
        }
        return false;
    }

    private boolean covers(Shape outer, Shape inner) {
        if (outer.ofOtherService(inner)) {
            return false;
        }
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
            for (Glob action : inner.actions()) {
                if (!coversAction(outer, action)) {
                    return false;
                }
            }
            return true;
        }
        return outer.source().actions().except()
                ? outer.actions().stream().allMatch(out -> anyShows(inner.actions(), out))
                : outer.actions().stream().anyMatch(Glob::isEverything);
    }

    private boolean coversAction(Shape outer, Glob action) {
        return outer.source().actions().except()
                ? noneMeets(outer.actions(), action)
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

    private static boolean noneMeets(List<Glob> some, Glob other) {
        for (Glob one : some) {
            if (one.mayMeet(other)) {
                return false;
            }
        }
        return true;
    }

    private boolean coversResources(Shape outer, Shape inner) {
        if (!inner.source().resources().except()) {
            for (ResourcePattern resource : inner.resources()) {
                if (!coversResource(outer, resource)) {
                    return false;
                }
            }
            return true;
        }
        return outer.source().resources().except()
                ? outer.resources().stream()
                        .allMatch(out -> anyCovers(inner.resources(), out, sameVariables))
                : outer.resources().stream().anyMatch(out -> out.text().equals(EVERYTHING));
    }

    private static final Text EVERYTHING = new Text(List.of(new Text.AnyRun()));

    private boolean coversResource(Shape outer, ResourcePattern resource) {
        return outer.source().resources().except()
                ? allApart(outer.resources(), resource)
                : anyCovers(outer.resources(), resource, sameVariables);
    }

    private boolean anyCovers(
            List<ResourcePattern> outers, ResourcePattern inner, boolean sameValues) {
        for (ResourcePattern outer : outers) {
            if (outer.covers(inner, sameValues, budget)) {
                return true;
            }
        }
        return false;
    }

    private static boolean allApart(List<ResourcePattern> some, ResourcePattern other) {
        for (ResourcePattern one : some) {
            if (!one.apartFrom(other)) {
                return false;
            }
        }
        return true;
    }

    private static long cost(Shape one, Shape other) {
        return 1
                + (long) one.actions().size() * other.actions().size()
                + (long) one.resources().size() * other.resources().size();
    }

    private boolean apart(Shape one, Shape other) {
        if (one.ofOtherService(other)) {
            return true;
        }
        budget.spend(cost(one, other));
        return apartActions(one, other) || apartResources(one, other);
    }

    private boolean apartActions(Shape one, Shape other) {
        boolean oneExcept = one.source().actions().except();
        boolean otherExcept = other.source().actions().except();
        if (oneExcept && otherExcept) {
            return false;
        }
        if (oneExcept || otherExcept) {
            Shape except = oneExcept ? one : other;
            Shape plain = oneExcept ? other : one;
            return plain.actions().stream().allMatch(action -> anyShows(except.actions(), action));
        }
        for (Glob action : one.actions()) {
            if (!noneMeets(other.actions(), action)) {
                return false;
            }
        }
        return true;
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
                            .allMatch(in -> anyCovers(except.resources(), in, false));
        }
        for (ResourcePattern resource : one.resources()) {
            if (!allApart(other.resources(), resource)) {
                return false;
            }
        }
        return true;
    }
}
