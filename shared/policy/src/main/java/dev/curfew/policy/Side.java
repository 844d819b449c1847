package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The principal on one side of a comparison.
 *
 * @param name tells its symbols from the other side's
 * @param own whether the keys of the session are this side's own; otherwise both sides are one and
 *     the same principal
 * @param known the keys whose values are known
 * @param assumed values taken for open symbols for the time of one attempt; empty for an absent key
 */
record Side(String name, boolean own, Context known, Map<String, Optional<String>> assumed)
        implements Resolver {
    /** Stands between the name and the key; no condition key holds it in its prefix. */
    private static final String MARK = "|";

    /**
     * Starts the name of a key that no request has: it is there when the key behind it has just one
     * value, as a variable needs. Two statements with one variable have it in common.
     */
    private static final String ONE_VALUE = "one value" + MARK;

    static boolean isRequestKey(String symbol) {
        return !symbol.startsWith(ONE_VALUE);
    }

    /** Whether a value is known that could be taken for a pattern. */
    boolean knowsWildcard() {
        return known.values().values().stream()
                .flatMap(List::stream)
                .anyMatch(value -> value.contains("*") || value.contains("?"));
    }

    Side assuming(Map<String, Optional<String>> values) {
        return new Side(name, own, known, values);
    }

    String symbol(String folded) {
        return own && KnownKeys.ofSession(folded) ? name + MARK + folded : folded;
    }

    /** The key behind a symbol of this side; null if it is not one of its own. */
    @Nullable String ownKey(String symbol) {
        return symbol.startsWith(name + MARK) ? symbol.substring(name.length() + 1) : null;
    }

    @Override
    public Resolution resolve(String key) {
        String folded = KnownKeys.fold(key);
        List<String> values = known.get(folded);
        if (!values.isEmpty()) {
            return values.size() == 1 ? new Value(values.getFirst()) : new Absent();
        }
        String symbol = symbol(folded);
        Optional<String> value = assumed.get(symbol);
        if (value == null) {
            return new Open(symbol);
        }
        return value.<Resolution>map(Value::new).orElseGet(Absent::new);
    }

    /**
     * The statement under a reading with what is known filled in, or null if it can match nothing.
     */
    @Nullable CompiledStatement compile(StatementPatterns statement, Reading reading) {
        CompiledStatement compiled = statement.compile(reading, this);
        if (compiled == null) {
            return null;
        }
        var tests = new ArrayList<KeyTest>();
        for (KeyTest test : compiled.tests()) {
            Context fixed = fixed(test.key());
            if (fixed == null) {
                tests.add(test.on(symbol(test.key())));
            } else if (!test.open().isEmpty()) {
                tests.add(test.on(symbol(test.key())));
            } else if (!test.holds(fixed)) {
                return null;
            }
        }
        if (reading.unresolvedFailsStatement()) {
            for (String symbol : compiled.needed()) {
                tests.add(KeyTest.present(symbol));
                if (!KnownKeys.single(symbol.substring(symbol.indexOf(MARK) + 1))) {
                    tests.add(KeyTest.present(ONE_VALUE + symbol));
                }
            }
        }
        return compiled.with(tests);
    }

    private @Nullable Context fixed(String key) {
        List<String> values = known.get(key);
        if (!values.isEmpty()) {
            return new Context(Map.of(key, values));
        }
        Optional<String> value = assumed.get(symbol(key));
        return value == null
                ? null
                : value.map(text -> new Context(Map.of(key, List.of(text)))).orElse(Context.EMPTY);
    }
}
