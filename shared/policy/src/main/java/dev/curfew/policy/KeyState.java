package dev.curfew.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What is still possible for one key: to be absent, or to carry values that are all {@code allowed}
 * and among which each of {@code some} has one. Never changed once made.
 */
record KeyState(KeySpace space, boolean absent, BitSet allowed, List<BitSet> some) {
    static KeyState free(KeySpace space) {
        var all = new BitSet();
        all.set(0, space.size());
        return new KeyState(space, true, all, List.of());
    }

    /** This and the condition, or this and its opposite. */
    KeyState and(KeyTest test, boolean holds) {
        BitSet holding = space.holding(test);
        BitSet wanted = holding;
        if (!holds) {
            wanted = new BitSet();
            wanted.set(0, space.size());
            wanted.andNot(holding);
        }
        boolean stillAbsent = absent && test.whenAbsent() == holds;
        // "Not every value holds" is "some value does not", and the other way round.
        if (space.single() || test.every() == holds) {
            var both = (BitSet) allowed.clone();
            both.and(wanted);
            return new KeyState(space, stillAbsent, both, some);
        }
        var more = new ArrayList<>(some);
        more.add(wanted);
        return new KeyState(space, stillAbsent, allowed, more);
    }

    boolean possible() {
        return absent || present();
    }

    private boolean present() {
        return !allowed.isEmpty() && some.stream().allMatch(allowed::intersects);
    }

    /** Values that show it: none when the key may be absent. */
    List<Integer> example() {
        if (absent) {
            return List.of();
        }
        if (some.isEmpty()) {
            return List.of(allowed.nextSetBit(0));
        }
        var points = new ArrayList<Integer>();
        for (BitSet each : some) {
            if (points.stream().noneMatch(each::get)) {
                var both = (BitSet) each.clone();
                both.and(allowed);
                points.add(both.nextSetBit(0));
            }
        }
        return points;
    }
}
