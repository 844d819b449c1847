package dev.curfew.policy;

import java.util.Arrays;

/**
 * A compiled pattern: characters, and wildcards that may or may not cross a colon. A character with
 * the {@link #FOLDED} bit set is in lower case and matches either case (of ASCII letters).
 */
final class Glob {
    static final int RUN = -1;
    static final int RUN_IN_FIELD = -2;
    static final int ONE = -3;
    static final int ONE_IN_FIELD = -4;
    static final int FOLDED = 1 << 16;

    /** No character is like it. */
    static final int NEVER = 2 * FOLDED;

    private final int[] items;

    /** The characters before the first wildcard, when none of them is folded. */
    private final String prefix;

    private final boolean literal;

    /** Whether all that follows the prefix is one run over everything. */
    private final boolean prefixOnly;

    private final boolean fields;

    Glob(int... items) {
        this.items = isNormal(items) ? items : normalize(items);
        int plain = 0;
        while (plain < this.items.length && this.items[plain] >= 0 && this.items[plain] < FOLDED) {
            plain++;
        }
        char[] start = new char[plain];
        for (int i = 0; i < plain; i++) {
            start[i] = (char) this.items[i];
        }
        this.prefix = new String(start);
        this.literal = plain == this.items.length;
        this.prefixOnly = plain == this.items.length - 1 && this.items[plain] == RUN;
        boolean inField = false;
        for (int item : this.items) {
            inField |= item == RUN_IN_FIELD || item == ONE_IN_FIELD;
        }
        this.fields = inField;
    }

    static Glob literal(String text) {
        return new Glob(text.chars().toArray());
    }

    /** Two wildcards side by side are rare. */
    private static boolean isNormal(int[] items) {
        for (int i = 1; i < items.length; i++) {
            if (items[i] < 0 && items[i - 1] < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Joins runs and puts single wildcards before the run beside them, so that {@code *?} and
     * {@code ?*} are one.
     */
    private static int[] normalize(int[] items) {
        int[] out = new int[items.length];
        int n = 0;
        for (int item : items) {
            if (n > 0 && item == RUN && out[n - 1] == RUN) {
                continue;
            }
            if (n > 0 && item == RUN_IN_FIELD && out[n - 1] == RUN_IN_FIELD) {
                continue;
            }
            boolean swap =
                    n > 0
                            && ((item == ONE && out[n - 1] == RUN)
                                    || (item == ONE_IN_FIELD && out[n - 1] == RUN_IN_FIELD));
            if (swap) {
                out[n] = out[n - 1];
                out[n - 1] = item;
            } else {
                out[n] = item;
            }
            n++;
        }
        return Arrays.copyOf(out, n);
    }

    int length() {
        return items.length;
    }

    int item(int index) {
        return items[index];
    }

    String prefix() {
        return prefix;
    }

    boolean isLiteral() {
        return literal;
    }

    /** Whether this is plain text with one run over everything behind it. */
    boolean isPrefix() {
        return prefixOnly;
    }

    boolean isEverything() {
        return prefixOnly && prefix.isEmpty();
    }

    /** Whether one item, not a run, takes the character. */
    static boolean takes(int item, char c) {
        return item >= FOLDED
                ? fold(c) == (item & ~FOLDED)
                : item >= 0 ? item == c : item == ONE || (item == ONE_IN_FIELD && c != ':');
    }

    static int fold(char c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    static boolean isRun(int item) {
        return item == RUN || item == RUN_IN_FIELD;
    }

    boolean matches(String text) {
        if (literal) {
            return text.equals(prefix);
        }
        if (!text.startsWith(prefix)) {
            return false;
        }
        return prefixOnly || (fields ? matchesFields(text) : matchesRuns(text));
    }

    /**
     * Whether some text may match both, judged by how they begin; never false when there is one.
     */
    boolean mayMeet(Glob other) {
        if (literal) {
            return other.matches(prefix);
        }
        if (other.literal) {
            return matches(other.prefix);
        }
        int shared = Math.min(prefix.length(), other.prefix.length());
        return prefix.regionMatches(0, other.prefix, 0, shared);
    }

    /** When every run goes anywhere, only the last one passed need ever be taken back. */
    private boolean matchesRuns(String text) {
        int at = prefix.length();
        int item = prefix.length();
        int run = -1;
        int resume = -1;
        while (at < text.length()) {
            if (item < items.length && items[item] == RUN) {
                run = item++;
                resume = at;
            } else if (item < items.length && takes(items[item], text.charAt(at))) {
                item++;
                at++;
            } else if (run >= 0) {
                item = run + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (item < items.length && items[item] == RUN) {
            item++;
        }
        return item == items.length;
    }

    private boolean matchesFields(String text) {
        boolean[] now = new boolean[items.length + 1];
        now[prefix.length()] = true;
        passRuns(now);
        for (int at = prefix.length(); at < text.length(); at++) {
            char c = text.charAt(at);
            boolean[] next = new boolean[items.length + 1];
            for (int i = 0; i < items.length; i++) {
                if (!now[i]) {
                    continue;
                }
                if (isRun(items[i])) {
                    next[i] |= items[i] == RUN || c != ':';
                } else if (takes(items[i], c)) {
                    next[i + 1] = true;
                }
            }
            passRuns(next);
            now = next;
        }
        return now[items.length];
    }

    private void passRuns(boolean[] states) {
        for (int i = 0; i < items.length; i++) {
            if (states[i] && isRun(items[i])) {
                states[i + 1] = true;
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && Arrays.equals(items, glob.items);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        for (int item : items) {
            out.append(isRun(item) ? '*' : item < 0 ? '?' : (char) item);
        }
        return out.toString();
    }
}
