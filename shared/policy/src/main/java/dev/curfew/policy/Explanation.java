package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A decision in words.
 *
 * @param decision what was decided
 * @param lines the reasons: first the decision, then for a missing Allow why each candidate does
 *     not apply
 */
public record Explanation(Decision decision, List<String> lines) {
    public Explanation {
        lines = List.copyOf(lines);
    }

    /** Decides the request and says which statement allows or blocks it. */
    public static Explanation of(PolicySet policies, Request request) {
        Decision decision = new Evaluator(policies).decide(request);
        var lines = new ArrayList<String>();
        switch (decision) {
            case Decision.Allowed(Statement statement) ->
                    lines.add("allowed by " + place(policies, statement));
            case Decision.ExplicitlyDenied(Statement statement) ->
                    lines.add(
                            "denied by "
                                    + place(policies, statement)
                                    + ", and a Deny wins over every Allow");
            case Decision.ImplicitlyDenied(Decision.Missing missing) -> {
                switch (missing) {
                    case IDENTITY_POLICY ->
                            none("the identity policies", policies.identity(), request, lines);
                    case SESSION_POLICY ->
                            none("the session policies", policies.session(), request, lines);
                    case PERMISSIONS_BOUNDARY ->
                            none("the permissions boundary", policies.boundary(), request, lines);
                }
            }
        }
        return new Explanation(decision, lines);
    }

    private static String place(PolicySet policies, Statement statement) {
        String identity = find("identity policy", policies.identity(), statement);
        String session = find("session policy", policies.session(), statement);
        String boundary = find("permissions boundary", policies.boundary(), statement);
        return identity.isEmpty() ? (session.isEmpty() ? boundary : session) : identity;
    }

    /**
     * Where the statement stands, looked for by identity: equal statements may stand in several
     * places.
     */
    private static String find(String kind, List<Policy> policies, Statement statement) {
        for (Policy policy : policies) {
            for (int i = 0; i < policy.statements().size(); i++) {
                if (same(policy.statements().get(i), statement)) {
                    return name(statement, i) + " of the " + kind;
                }
            }
        }
        return "";
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Statement one, Statement other) {
        return one == other;
    }

    private static String name(Statement statement, int index) {
        return "statement "
                + (index + 1)
                + (statement.sid() == null ? "" : " (`" + statement.sid() + "`)");
    }

    private static void none(
            String which, List<Policy> policies, Request request, List<String> lines) {
        lines.add("denied because nothing in " + which + " allows it");
        for (Policy policy : policies) {
            for (int i = 0; i < policy.statements().size(); i++) {
                Statement statement = policy.statements().get(i);
                if (statement.effect() == Effect.ALLOW) {
                    lines.add(
                            name(statement, i) + " does not apply: " + reason(statement, request));
                }
            }
        }
    }

    private static String reason(Statement statement, Request request) {
        CompiledStatement compiled =
                new StatementPatterns(statement)
                        .compile(Reading.DOCUMENTED, Resolver.from(request.context()));
        if (compiled == null) {
            return "it uses a variable for which the request has no value";
        }
        if (!compiled.matchesAction(request.action().toLowerCase(Locale.ROOT))) {
            return "it does not speak of the action `" + Problems.quote(request.action()) + "`";
        }
        if (!compiled.matchesResource(request.resource())) {
            return "it does not speak of the resource `" + Problems.quote(request.resource()) + "`";
        }
        for (int i = 0; i < compiled.tests().size(); i++) {
            KeyTest test = compiled.tests().get(i);
            if (!test.holds(request.context())) {
                Condition condition = statement.conditions().get(i);
                List<String> values = request.context().get(condition.key());
                return "`"
                        + condition.operator().text()
                        + "` of `"
                        + condition.key()
                        + "` does not hold: the request "
                        + (values.isEmpty()
                                ? "does not carry the key"
                                : "carries " + quoted(values));
            }
        }
        return "another policy does not allow it";
    }

    private static String quoted(List<String> values) {
        return String.join(
                ", ", values.stream().map(value -> "`" + Problems.quote(value) + "`").toList());
    }
}
