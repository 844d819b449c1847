package dev.curfew.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a request that one Allow statement of the child lets through and the parent does not,
 * under one reading. Actions and resources are cut into minterms; for each pair of them only
 * conditions remain, and those are decided by {@link Contexts}.
 */
final class Escape {
    /** A request that gets through, as far as can be seen without values for open variables. */
    record Found(
            String action, String resource, Map<String, List<String>> values, boolean guessed) {}

    /** Statements by what they do in the question. */
    record Policies(List<CompiledStatement> allows, List<CompiledStatement> denies) {}

    private final Policies parent;
    private final Policies child;
    private final boolean sample;
    private final Budget budget;

    Escape(Policies parent, Policies child, boolean sample, Budget budget) {
        this.parent = parent;
        this.child = child;
        this.sample = sample;
        this.budget = budget;
    }

    /**
     * Something that {@code allow} lets through, which no Deny of the child stops and the parent
     * does not allow.
     */
    @Nullable Found from(CompiledStatement allow) {
        var others = new ArrayList<CompiledStatement>();
        child.denies().stream().filter(each -> meets(allow, each)).forEach(others::add);
        int stopping = others.size();
        parent.allows().stream().filter(each -> meets(allow, each)).forEach(others::add);
        int covering = others.size();
        parent.denies().stream().filter(each -> meets(allow, each)).forEach(others::add);

        List<Points.Point> actions =
                Points.within(
                        new Points.Patterns(allow.actions(), List.of()),
                        allow.exceptActions(),
                        others.stream()
                                .map(each -> new Points.Patterns(each.actions(), List.of()))
                                .toList(),
                        Universe.ACTION,
                        budget);
        List<Points.Point> resources =
                Points.within(
                        new Points.Patterns(allow.resources(), allow.openResources()),
                        allow.exceptResources(),
                        others.stream()
                                .map(each ->
                                        new Points.Patterns(each.resources(), each.openResources()))
                                .toList(),
                        Universe.RESOURCE,
                        budget);
        if (actions.isEmpty() || resources.isEmpty()) {
            return null;
        }
        Contexts contexts = contexts(allow, others);
        List<BitSet> actionMasks = masks(actions, others, true);
        List<BitSet> resourceMasks = masks(resources, others, false);
        Set<BitSet> done = new HashSet<>();
        // Resources first, so that an escape with a likely one is found before any other.
        for (int r = 0; r < resources.size(); r++) {
            for (int a = 0; a < actions.size(); a++) {
                var both = (BitSet) actionMasks.get(a).clone();
                both.and(resourceMasks.get(r));
                budget.spend(1 + others.size() / 64);
                if (!done.add(both)) {
                    continue;
                }
                Contexts.Found found = escape(allow, others, both, stopping, covering, contexts);
                if (found != null) {
                    return new Found(
                            actions.get(a).example(),
                            resources.get(r).example(),
                            found.values(),
                            found.guessed() || resources.get(r).guessed());
                }
            }
        }
        return null;
    }

    private Contexts contexts(CompiledStatement allow, List<CompiledStatement> others) {
        var tests = new ArrayList<>(allow.tests());
        for (CompiledStatement each : others) {
            tests.addAll(each.tests());
        }
        return new Contexts(tests, sample, budget);
    }

    /** For each point the statements whose actions (or resources) it is among. */
    private static List<BitSet> masks(
            List<Points.Point> points, List<CompiledStatement> others, boolean actions) {
        var masks = new ArrayList<BitSet>();
        for (Points.Point point : points) {
            var mask = new BitSet();
            for (int i = 0; i < others.size(); i++) {
                CompiledStatement other = others.get(i);
                mask.set(
                        i,
                        point.in().get(i)
                                != (actions ? other.exceptActions() : other.exceptResources()));
            }
            masks.add(mask);
        }
        return masks;
    }

    private Contexts.@Nullable Found escape(
            CompiledStatement allow,
            List<CompiledStatement> others,
            BitSet at,
            int stopping,
            int covering,
            Contexts contexts) {
        List<List<KeyTest>> stop = tests(others, at, 0, stopping);
        List<List<KeyTest>> cover = tests(others, at, 0, covering);
        Contexts.Found found = contexts.escape(allow.tests(), cover);
        for (int i = at.nextSetBit(covering); i >= 0 && found == null; i = at.nextSetBit(i + 1)) {
            var base = new ArrayList<>(allow.tests());
            base.addAll(others.get(i).tests());
            found = contexts.escape(base, stop);
        }
        return found;
    }

    private static List<List<KeyTest>> tests(
            List<CompiledStatement> others, BitSet at, int from, int to) {
        var all = new ArrayList<List<KeyTest>>();
        for (int i = at.nextSetBit(from); i >= 0 && i < to; i = at.nextSetBit(i + 1)) {
            all.add(others.get(i).tests());
        }
        all.sort(Comparator.comparingInt(List::size));
        return all;
    }

    /**
     * A quick look at whether two statements can speak of the same request; says yes when in doubt.
     */
    private static boolean meets(CompiledStatement one, CompiledStatement other) {
        return (one.exceptActions()
                        || other.exceptActions()
                        || anyMeet(one.actions(), other.actions()))
                && (one.exceptResources()
                        || other.exceptResources()
                        || !one.openResources().isEmpty()
                        || !other.openResources().isEmpty()
                        || anyMeet(one.resources(), other.resources()));
    }

    private static boolean anyMeet(List<Glob> some, List<Glob> others) {
        for (Glob one : some) {
            for (Glob other : others) {
                if (one.mayMeet(other)) {
                    return true;
                }
            }
        }
        return false;
    }
}
