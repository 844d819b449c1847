package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is compiled of one policy for one session, each part when it is first needed. Safe to share:
 * whoever comes second at worst compiles once more.
 */
final class Prepared {
    /** Policies that meet more readings than this are rare; their rest is compiled each time. */
    private static final int MOST = 48;

    private record Key(boolean own, Reading reading) {}

    private final Policy policy;
    private final List<StatementPatterns> statements;
    private final Map<Reading, Evaluator> evaluators = new ConcurrentHashMap<>();
    private final Map<Key, Escape.Policies> compiled = new ConcurrentHashMap<>();
    private volatile @Nullable Readings readings;

    Prepared(Policy policy) {
        this.policy = policy;
        this.statements = StatementPatterns.of(policy);
    }

    Policy policy() {
        return policy;
    }

    List<StatementPatterns> statements() {
        return statements;
    }

    Readings readings() {
        Readings known = readings;
        if (known == null) {
            known = Readings.of(policy);
            readings = known;
        }
        return known;
    }

    Evaluator evaluator(Reading reading) {
        Evaluator known = evaluators.get(reading);
        if (known == null) {
            known = new Evaluator(statements, reading);
            if (evaluators.size() < MOST) {
                evaluators.put(reading, known);
            }
        }
        return known;
    }

    /**
     * The statements as {@link Escape} wants them.
     *
     * @param side the policy's own: from one call to the next only {@code own} and what is assumed
     *     may differ
     */
    Escape.Policies compiled(Side side, Reading reading) {
        if (!side.assumed().isEmpty()) {
            return compile(side, reading);
        }
        var key = new Key(side.own(), reading);
        Escape.Policies known = compiled.get(key);
        if (known == null) {
            known = compile(side, reading);
            if (compiled.size() < MOST) {
                compiled.put(key, known);
            }
        }
        return known;
    }

    private Escape.Policies compile(Side side, Reading reading) {
        var allows = new ArrayList<CompiledStatement>();
        var denies = new ArrayList<CompiledStatement>();
        for (StatementPatterns statement : statements) {
            CompiledStatement each = side.compile(statement, reading);
            if (each != null) {
                (statement.source().effect() == Effect.ALLOW ? allows : denies).add(each);
            }
        }
        return new Escape.Policies(allows, denies);
    }
}
