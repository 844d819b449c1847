package dev.curfew.policy;

/**
 * Shows that all that one pattern matches another matches too, by laying the one over the other.
 * What it shows is true; what it does not show may still be.
 */
final class Inclusion {
    /** Items from here down stand for open variables. */
    static final int VARIABLE = -100;

    /** Tells whether two items that stand for variables stand for the same. */
    interface SameVariable {
        boolean same(int outer, int inner);
    }

    private final Glob outer;
    private final Glob inner;
    private final SameVariable variables;

    /** Pairs of places from which it is known not to work. */
    private final boolean[] failed;

    private Inclusion(Glob outer, Glob inner, SameVariable variables) {
        this.outer = outer;
        this.inner = inner;
        this.variables = variables;
        this.failed = new boolean[(outer.length() + 1) * (inner.length() + 1)];
    }

    /**
     * Patterns longer than any real one are not looked into, so that neither stack nor memory can
     * run out.
     */
    private static final int LONGEST = 2_048;

    private static final int MOST = 1 << 18;

    static boolean shows(Glob outer, Glob inner, Budget budget) {
        if (outer.isEverything()) {
            return true;
        }
        if (inner.isLiteral()) {
            budget.spend(inner.length() / 8);
            return outer.matches(inner.prefix());
        }
        int shared = Math.min(outer.prefix().length(), inner.prefix().length());
        if (outer.prefix().length() > shared
                || !inner.prefix().regionMatches(0, outer.prefix(), 0, shared)) {
            return false;
        }
        if (outer.isPrefix()) {
            return true;
        }
        return !outer.isLiteral() && shows(outer, inner, (_, _) -> false, budget);
    }

    static boolean shows(Glob outer, Glob inner, SameVariable variables, Budget budget) {
        if (outer.length() > LONGEST
                || inner.length() > LONGEST
                || outer.length() * inner.length() > MOST) {
            return false;
        }
        budget.spend((long) outer.length() * inner.length() / 8);
        return new Inclusion(outer, inner, variables).shows(0, 0);
    }

    private boolean shows(int o, int i) {
        if (o == outer.length()) {
            return i == inner.length();
        }
        int at = o * (inner.length() + 1) + i;
        if (failed[at]) {
            return false;
        }
        int item = outer.item(o);
        boolean shown;
        if (Glob.isRun(item)) {
            shown =
                    shows(o + 1, i)
                            || (i < inner.length()
                                    && absorbs(item, inner.item(i))
                                    && shows(o, i + 1));
        } else {
            shown = i < inner.length() && takes(item, inner.item(i)) && shows(o + 1, i + 1);
        }
        failed[at] = !shown;
        return shown;
    }

    private static boolean absorbs(int run, int item) {
        return run == Glob.RUN
                || item == Glob.RUN_IN_FIELD
                || item == Glob.ONE_IN_FIELD
                || (item >= 0 && item != ':');
    }

    private boolean takes(int item, int other) {
        if (item <= VARIABLE || other <= VARIABLE) {
            return item <= VARIABLE && other <= VARIABLE && variables.same(item, other);
        }
        if (other >= Glob.FOLDED) {
            return item == other || item == Glob.ONE || item == Glob.ONE_IN_FIELD;
        }
        if (other >= 0) {
            return Glob.takes(item, (char) other);
        }
        return other == Glob.ONE
                ? item == Glob.ONE
                : other == Glob.ONE_IN_FIELD && (item == other || item == Glob.ONE);
    }
}
