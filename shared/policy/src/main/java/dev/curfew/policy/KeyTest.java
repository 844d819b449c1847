package dev.curfew.policy;

import java.util.List;

/**
 * One condition, compiled under one reading.
 *
 * @param key in lower case
 * @param whenAbsent what the condition is worth when the request does not carry the key
 * @param every whether every value of the request must hold, or one
 * @param negated whether a value holds when it does not match
 * @param malformed whether a value that is not of the operator's type holds
 * @param empty what an empty value is worth
 * @param open patterns with variables whose value is not known; they belong to {@code test}
 */
record KeyTest(
        String key,
        boolean whenAbsent,
        boolean every,
        boolean negated,
        boolean malformed,
        Empty empty,
        ValueTest test,
        List<GlobCompiler.Partial> open) {
    /** What an empty value is worth to an operator that takes it for none. */
    enum Empty {
        A_VALUE,
        HOLDS,
        FAILS
    }

    /** Holds when the key is present. */
    static KeyTest present(String key) {
        return new KeyTest(
                key,
                false,
                true,
                false,
                false,
                Empty.A_VALUE,
                new ValueTest.Always(true),
                List.of());
    }

    /** The same condition on another key. */
    KeyTest on(String other) {
        return other.equals(key)
                ? this
                : new KeyTest(other, whenAbsent, every, negated, malformed, empty, test, open);
    }

    boolean holds(Context context) {
        List<String> values = context.get(key);
        if (values.isEmpty()) {
            return whenAbsent;
        }
        for (String value : values) {
            if (holds(value) != every) {
                return !every;
            }
        }
        return every;
    }

    /** Whether one value holds, the open patterns left out of account. */
    boolean holds(String value) {
        Boolean matches = test.matches(value);
        return emptyFirst(value, matches == null ? malformed : matches != negated);
    }

    /** Whether one value holds, given whether it matches. */
    boolean holds(String value, boolean matches) {
        return emptyFirst(value, matches != negated);
    }

    private boolean emptyFirst(String value, boolean otherwise) {
        return (empty != Empty.A_VALUE && value.isEmpty()) ? empty == Empty.HOLDS : otherwise;
    }
}
