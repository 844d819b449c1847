package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its patterns, which are compiled once however many look at them. Safe to share:
 * whoever comes second at worst compiles once more.
 */
final class StatementPatterns {
    private final Statement source;
    private final boolean variables;
    private final List<Glob> actions;
    private volatile @Nullable List<ResourcePattern> resources;
    private volatile @Nullable CompiledStatement documented;

    StatementPatterns(Statement source) {
        this.source = source;
        this.variables = source.hasVariables();
        var globs = new ArrayList<Glob>(source.actions().patterns().size());
        for (String pattern : source.actions().patterns()) {
            globs.add(GlobCompiler.action(pattern));
        }
        this.actions = globs;
    }

    static List<StatementPatterns> of(Policy policy) {
        var all = new ArrayList<StatementPatterns>(policy.statements().size());
        for (Statement statement : policy.statements()) {
            all.add(new StatementPatterns(statement));
        }
        return all;
    }

    Statement source() {
        return source;
    }

    boolean hasVariables() {
        return variables;
    }

    List<Glob> actions() {
        return actions;
    }

    List<ResourcePattern> resources() {
        List<ResourcePattern> known = resources;
        if (known == null) {
            known = new ArrayList<>(source.resources().patterns().size());
            for (Text text : source.resources().patterns()) {
                known.add(new ResourcePattern(text));
            }
            resources = known;
        }
        return known;
    }

    /** The compiled statement, or null if a variable without value makes it fail. */
    @Nullable CompiledStatement compile(Reading reading, Resolver resolver) {
        if (variables || !reading.equals(Reading.DOCUMENTED)) {
            return CompiledStatement.of(this, reading, resolver);
        }
        CompiledStatement known = documented;
        if (known == null) {
            known = CompiledStatement.of(this, reading, resolver);
            documented = known;
        }
        return known;
    }
}
