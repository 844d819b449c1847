package dev.curfew.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The minterms of some patterns: which of them can match one string at the same time, each
 * combination with a shortest string that shows it, a likely one if there is any. Found by walking
 * all patterns at once, as one automaton whose states are made when they are met.
 */
final class Cells {
    /** One combination: the patterns that match {@code example}, and no others. */
    record Cell(String example, BitSet matching, boolean likely) {}

    private static final String PLEASANT = "xyzwvutsrqponmlkjihgfedcba0123456789";

    private final List<Glob> globs;
    private final Universe universe;
    private final Budget budget;
    private final int needed;

    /**
     * Each pattern has a position before each of its items and one at its end; here is its first.
     */
    private final int[] offset;

    private final int[] owner;
    private final int[] stamp;
    private int stamped;
    private int[] buffer = new int[64];
    private int buffered;

    private Cells(List<Glob> globs, int needed, Universe universe, Budget budget) {
        this.globs = globs;
        this.needed = needed;
        this.universe = universe;
        this.budget = budget;
        this.offset = new int[globs.size() + 1];
        for (int i = 0; i < globs.size(); i++) {
            offset[i + 1] = offset[i] + globs.get(i).length() + 1;
        }
        this.owner = new int[offset[globs.size()]];
        this.stamp = new int[owner.length];
        for (int i = 0; i < globs.size(); i++) {
            Arrays.fill(owner, offset[i], offset[i + 1], i);
        }
    }

    /**
     * The combinations that a string of the universe can show.
     *
     * @param needed when not negative, only strings that match one of the first so many patterns
     *     are of interest
     */
    static List<Cell> of(List<Glob> globs, int needed, Universe universe, Budget budget) {
        return new Cells(globs, needed, universe, budget).walk();
    }

    /** Where the walk stands: the positions are sorted. */
    private static final class State {
        private final int universe;
        private final int[] positions;

        State(int universe, int[] positions) {
            this.universe = universe;
            this.positions = positions;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state
                    && state.universe == universe
                    && Arrays.equals(state.positions, positions);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(positions) + universe;
        }
    }

    private record Step(State state, int before, char by) {}

    private List<Cell> walk() {
        begin();
        for (int i = 0; i < globs.size(); i++) {
            add(offset[i]);
        }
        var start = new State(0, taken());
        List<Step> steps = new ArrayList<>();
        Set<State> seen = new HashSet<>();
        Map<BitSet, Cell> cells = new HashMap<>();
        steps.add(new Step(start, -1, ' '));
        seen.add(start);
        for (int i = 0; i < steps.size(); i++) {
            State state = steps.get(i).state();
            collect(state, steps, i, cells);
            String alphabet = alphabet(state);
            // Each state also takes memory: the second part keeps their number bounded.
            budget.spend((4L + state.positions.length) * alphabet.length() + 50);
            for (int c = 0; c < alphabet.length(); c++) {
                State next = step(state, alphabet.charAt(c));
                if (next != null && seen.add(next)) {
                    steps.add(new Step(next, i, alphabet.charAt(c)));
                }
            }
        }
        return List.copyOf(cells.values());
    }

    private void collect(State state, List<Step> steps, int at, Map<BitSet, Cell> cells) {
        if (!universe.accepts(state.universe)) {
            return;
        }
        var matching = new BitSet();
        for (int position : state.positions) {
            int glob = owner[position];
            if (position == offset[glob + 1] - 1) {
                matching.set(glob);
            }
        }
        int least = matching.nextSetBit(0);
        if (needed >= 0 && (least < 0 || least >= needed)) {
            return;
        }
        boolean likely = universe.likely(state.universe);
        Cell known = cells.get(matching);
        if (known == null || (likely && !known.likely())) {
            var text = new StringBuilder();
            for (int i = at; i > 0; i = steps.get(i).before()) {
                text.append(steps.get(i).by());
            }
            cells.put(matching, new Cell(text.reverse().toString(), matching, likely));
        }
    }

    private void begin() {
        stamped++;
        buffered = 0;
    }

    /** Adds a position and those reached by letting runs match nothing. */
    private void add(int first) {
        int position = first;
        while (stamp[position] != stamped) {
            stamp[position] = stamped;
            if (buffered == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffered);
            }
            buffer[buffered++] = position;
            Glob glob = globs.get(owner[position]);
            int index = position - offset[owner[position]];
            if (index < glob.length() && Glob.isRun(glob.item(index))) {
                position++;
            } else {
                return;
            }
        }
    }

    private int[] taken() {
        int[] positions = Arrays.copyOf(buffer, buffered);
        Arrays.sort(positions);
        return positions;
    }

    /**
     * One character for each way that the state can go on; the last stands for all that are like no
     * other.
     */
    private String alphabet(State state) {
        var all = new StringBuilder(universe.explicit(state.universe));
        for (int position : state.positions) {
            Glob glob = globs.get(owner[position]);
            int index = position - offset[owner[position]];
            if (index == glob.length()) {
                continue;
            }
            int item = glob.item(index);
            if (item == Glob.NEVER) {
                continue;
            }
            if (item >= Glob.FOLDED) {
                char lower = (char) (item & ~Glob.FOLDED);
                include(lower, all);
                include(Character.toUpperCase(lower), all);
            } else if (item >= 0) {
                include((char) item, all);
            } else if (item == Glob.ONE_IN_FIELD || item == Glob.RUN_IN_FIELD) {
                include(':', all);
            }
        }
        return all.append(other(all)).toString();
    }

    private static void include(char c, StringBuilder all) {
        if (all.indexOf(String.valueOf(c)) < 0) {
            all.append(c);
        }
    }

    private static char other(StringBuilder taken) {
        for (int i = 0; i < PLEASANT.length(); i++) {
            if (taken.indexOf(PLEASANT.substring(i, i + 1)) < 0) {
                return PLEASANT.charAt(i);
            }
        }
        char c = '\u00c0';
        while (taken.indexOf(String.valueOf(c)) >= 0) {
            c++;
        }
        return c;
    }

    private @Nullable State step(State state, char c) {
        int toUniverse = universe.step(state.universe, c);
        if (toUniverse == Universe.DEAD) {
            return null;
        }
        begin();
        for (int position : state.positions) {
            Glob glob = globs.get(owner[position]);
            int index = position - offset[owner[position]];
            if (index == glob.length()) {
                continue;
            }
            int item = glob.item(index);
            if (Glob.isRun(item)) {
                if (item == Glob.RUN || c != ':') {
                    add(position);
                }
            } else if (Glob.takes(item, c)) {
                add(position + 1);
            }
        }
        int[] positions = taken();
        if (needed >= 0 && (positions.length == 0 || owner[positions[0]] >= needed)) {
            return null;
        }
        return new State(toUniverse, positions);
    }
}
