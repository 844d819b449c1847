package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A statement compiled under one reading.
 *
 * @param needed open variables that must have a value, or the statement fails
 */
record CompiledStatement(
        Statement source,
        boolean exceptActions,
        List<Glob> actions,
        boolean exceptResources,
        List<Glob> resources,
        List<GlobCompiler.Partial> openResources,
        List<KeyTest> tests,
        Set<String> needed) {

    /** The compiled statement, or null if a variable without value makes it fail. */
    static @Nullable CompiledStatement of(
            StatementPatterns patterns, Reading reading, Resolver resolver) {
        Statement statement = patterns.source();
        var globs = new GlobCompiler(resolver, reading);
        var needed = new TreeSet<String>();
        var fixed = new ArrayList<Glob>();
        var open = new ArrayList<GlobCompiler.Partial>();
        for (ResourcePattern pattern : patterns.resources()) {
            switch (pattern.compile(reading.span(), globs)) {
                case GlobCompiler.Fixed(Glob glob) -> fixed.add(glob);
                case GlobCompiler.Partial partial -> {
                    open.add(partial);
                    needed.addAll(partial.symbols());
                }
                case GlobCompiler.Unresolved() -> {
                    if (reading.unresolvedFailsStatement()) {
                        return null;
                    }
                }
            }
        }
        var compiler = new KeyTestCompiler(reading, resolver);
        var tests = new ArrayList<KeyTest>();
        for (Condition condition : statement.conditions()) {
            KeyTest test = compiler.compile(condition);
            if (test == null) {
                return null;
            }
            tests.add(test);
            if (!condition.operator().ifExists()) {
                test.open().forEach(partial -> needed.addAll(partial.symbols()));
            }
        }
        return new CompiledStatement(
                statement,
                statement.actions().except(),
                patterns.actions(),
                statement.resources().except(),
                List.copyOf(fixed),
                List.copyOf(open),
                List.copyOf(tests),
                needed);
    }

    CompiledStatement with(List<KeyTest> others) {
        return new CompiledStatement(
                source,
                exceptActions,
                actions,
                exceptResources,
                resources,
                openResources,
                others,
                needed);
    }

    /**
     * Whether resource and conditions speak of the request; only for statements without open
     * variables.
     */
    boolean matchesRest(Request request) {
        if (!matchesResource(request.resource())) {
            return false;
        }
        for (KeyTest test : tests) {
            if (!test.holds(request.context())) {
                return false;
            }
        }
        return true;
    }

    boolean matchesAction(String folded) {
        return any(actions, folded) != exceptActions;
    }

    boolean matchesResource(String resource) {
        return any(resources, resource) != exceptResources;
    }

    static boolean any(List<Glob> globs, String text) {
        for (Glob glob : globs) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }
}
