package dev.curfew.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a string can be to some sets of patterns. A pattern with an open variable takes part
 * with a free truth value wherever its widest form matches, so what holds at every point holds for
 * every value of the variable.
 */
final class Points {
    private static final int MOST_OPEN = 8;

    /** Patterns taken together. */
    record Patterns(List<Glob> globs, List<GlobCompiler.Partial> open) {}

    /**
     * One possibility.
     *
     * @param in the sets that the string is in
     * @param guessed whether truth values of open patterns were chosen, so that {@code example} may
     *     not show it
     */
    record Point(String example, BitSet in, boolean guessed) {}

    private final Map<Glob, Integer> globs = new LinkedHashMap<>();
    private final Map<GlobCompiler.Id, GlobCompiler.Partial> open = new LinkedHashMap<>();

    private Points() {}

    /** The possibilities over the whole universe, likely ones first. */
    static List<Point> everywhere(List<Patterns> sets, Universe universe, Budget budget) {
        return new Points().find(new Patterns(List.of(), List.of()), true, sets, universe, budget);
    }

    /**
     * The possibilities within a domain, or outside of it when {@code except}, likely ones first.
     */
    static List<Point> within(
            Patterns domain,
            boolean except,
            List<Patterns> sets,
            Universe universe,
            Budget budget) {
        return new Points().find(domain, except, sets, universe, budget);
    }

    private List<Point> find(
            Patterns domain,
            boolean except,
            List<Patterns> sets,
            Universe universe,
            Budget budget) {
        var walked = new ArrayList<Glob>();
        domain.open().forEach(partial -> walked.add(partial.widest()));
        domain.globs().forEach(glob -> index(glob, walked, walked.size()));
        int needed = walked.size();
        var openAt = new ArrayList<Integer>();
        domain.open().forEach(partial -> openAt(partial, open.size(), openAt));
        for (Patterns set : sets) {
            set.globs().forEach(glob -> index(glob, walked, walked.size()));
            for (GlobCompiler.Partial partial : set.open()) {
                if (!open.containsKey(partial.id())) {
                    openAt(partial, walked.size(), openAt);
                    walked.add(partial.widest());
                }
            }
        }
        var points = new ArrayList<Point>();
        var cells = new ArrayList<>(Cells.of(walked, except ? -1 : needed, universe, budget));
        cells.sort(Comparator.comparing(Cells.Cell::likely).reversed());
        for (Cells.Cell cell : cells) {
            expand(cell, openAt, domain, except, sets, points, budget);
        }
        return points;
    }

    private void index(Glob glob, List<Glob> walked, int at) {
        if (globs.putIfAbsent(glob, at) == null) {
            walked.add(glob);
        }
    }

    private void openAt(GlobCompiler.Partial partial, int at, List<Integer> openAt) {
        if (open.putIfAbsent(partial.id(), partial) == null) {
            openAt.add(at);
        }
    }

    private void expand(
            Cells.Cell cell,
            List<Integer> openAt,
            Patterns domain,
            boolean except,
            List<Patterns> sets,
            List<Point> points,
            Budget budget) {
        var possible = new ArrayList<GlobCompiler.Id>();
        int next = 0;
        for (GlobCompiler.Id id : open.keySet()) {
            if (cell.matching().get(openAt.get(next++))) {
                possible.add(id);
            }
        }
        if (possible.size() > MOST_OPEN) {
            throw new Budget.Spent();
        }
        for (long chosen = 0; chosen < 1L << possible.size(); chosen++) {
            budget.spend(1 + sets.size());
            var held = new ArrayList<GlobCompiler.Id>();
            for (int i = 0; i < possible.size(); i++) {
                if ((chosen >> i & 1) != 0) {
                    held.add(possible.get(i));
                }
            }
            if (in(domain, cell, held) == except || impossible(possible, held, budget)) {
                continue;
            }
            var in = new BitSet();
            for (int i = 0; i < sets.size(); i++) {
                in.set(i, in(sets.get(i), cell, held));
            }
            points.add(new Point(cell.example(), in, !possible.isEmpty()));
        }
    }

    /** Whether one pattern is taken to match and one that covers it is not. */
    private boolean impossible(
            List<GlobCompiler.Id> possible, List<GlobCompiler.Id> held, Budget budget) {
        for (GlobCompiler.Id inner : held) {
            for (GlobCompiler.Id outer : possible) {
                if (!held.contains(outer) && covers(outer, inner, budget)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean covers(GlobCompiler.Id outer, GlobCompiler.Id inner, Budget budget) {
        return Objects.requireNonNull(open.get(outer))
                .covers(Objects.requireNonNull(open.get(inner)), budget);
    }

    private boolean in(Patterns set, Cells.Cell cell, List<GlobCompiler.Id> held) {
        for (Glob glob : set.globs()) {
            Integer at = globs.get(glob);
            if (at != null && cell.matching().get(at)) {
                return true;
            }
        }
        for (GlobCompiler.Partial partial : set.open()) {
            if (held.contains(partial.id())) {
                return true;
            }
        }
        return false;
    }
}
