package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides requests as AWS does for a principal in one account: a Deny that matches wins; otherwise
 * the identity policies must allow, and so must the session policies and the boundary where there
 * are any. Compile once, ask often; safe to share.
 */
public final class Evaluator {
    private final List<Compiled> identity;
    private final List<Compiled> session;
    private final List<List<Compiled>> boundary;
    private final Reading reading;

    public Evaluator(PolicySet policies) {
        this(policies, Reading.DOCUMENTED);
    }

    /** Decides under another reading of what AWS leaves open. */
    public Evaluator(PolicySet policies, Reading reading) {
        this.reading = reading;
        this.identity = compile(policies.identity());
        this.session = compile(policies.session());
        this.boundary =
                policies.boundary().stream().map(policy -> compile(List.of(policy))).toList();
    }

    /** A principal with one identity policy and nothing else, its patterns compiled before. */
    Evaluator(List<StatementPatterns> identity, Reading reading) {
        this.reading = reading;
        this.identity = compiled(identity);
        this.session = List.of();
        this.boundary = List.of();
    }

    public Decision decide(Request request) {
        String action = request.action().toLowerCase(Locale.ROOT);
        Statement denies = first(Effect.DENY, identity, action, request);
        denies = denies == null ? first(Effect.DENY, session, action, request) : denies;
        for (List<Compiled> each : boundary) {
            denies = denies == null ? first(Effect.DENY, each, action, request) : denies;
        }
        if (denies != null) {
            return new Decision.ExplicitlyDenied(denies);
        }
        Statement allows = first(Effect.ALLOW, identity, action, request);
        if (allows == null) {
            return new Decision.ImplicitlyDenied(Decision.Missing.IDENTITY_POLICY);
        }
        if (!session.isEmpty() && first(Effect.ALLOW, session, action, request) == null) {
            return new Decision.ImplicitlyDenied(Decision.Missing.SESSION_POLICY);
        }
        for (List<Compiled> each : boundary) {
            if (first(Effect.ALLOW, each, action, request) == null) {
                return new Decision.ImplicitlyDenied(Decision.Missing.PERMISSIONS_BOUNDARY);
            }
        }
        return new Decision.Allowed(allows);
    }

    private @Nullable Statement first(
            Effect effect, List<Compiled> statements, String action, Request request) {
        for (Compiled each : statements) {
            if (each.source.effect() == effect && each.matches(action, request, reading)) {
                return each.source;
            }
        }
        return null;
    }

    private static List<Compiled> compile(List<Policy> policies) {
        var all = new ArrayList<Compiled>();
        policies.forEach(policy -> all.addAll(compiled(StatementPatterns.of(policy))));
        return all;
    }

    private static List<Compiled> compiled(List<StatementPatterns> statements) {
        var all = new ArrayList<Compiled>(statements.size());
        for (StatementPatterns each : statements) {
            all.add(new Compiled(each));
        }
        return all;
    }

    /**
     * A statement ready to be asked. Most are never asked for more than their actions, so the rest
     * is compiled when a request first gets that far.
     */
    private static final class Compiled {
        /**
         * @param fixed null for a statement with variables: it is compiled anew for each request
         */
        private record Rest(@Nullable CompiledStatement fixed) {}

        private final StatementPatterns patterns;
        private final Statement source;
        private volatile @Nullable Rest rest;

        Compiled(StatementPatterns patterns) {
            this.patterns = patterns;
            this.source = patterns.source();
        }

        boolean matches(String action, Request request, Reading reading) {
            if (CompiledStatement.any(patterns.actions(), action) == source.actions().except()) {
                return false;
            }
            CompiledStatement statement = rest(reading).fixed();
            if (statement == null) {
                statement = patterns.compile(reading, Resolver.from(request.context()));
            }
            return statement != null && statement.matchesRest(request);
        }

        private Rest rest(Reading reading) {
            Rest known = rest;
            if (known == null) {
                known =
                        new Rest(
                                patterns.hasVariables()
                                        ? null
                                        : patterns.compile(reading, Resolver.Open::new));
                rest = known;
            }
            return known;
        }
    }
}
