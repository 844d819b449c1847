package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;

/** Whether a policy reaches what nobody may have. */
public sealed interface Escapes {
    /** No forbidden request is allowed, under every reading of what AWS leaves open. */
    record None() implements Escapes {}

    /** The policy allows the witness, and it is forbidden. */
    record Reached(Witness witness, Reading reading) implements Escapes {}

    /** Neither could be shown; to be treated as reached. */
    record Unknown(String reason) implements Escapes {}

    /**
     * Whether the policy allows a request that an Allow statement of {@code forbidden} matches.
     *
     * @throws IllegalArgumentException if {@code forbidden} has a Deny: what is forbidden has no
     *     exceptions
     */
    static Escapes reaches(Policy policy, Policy forbidden) {
        return switch (Containment.samePrincipal(allBut(forbidden)).contains(policy)) {
            case Answer.Contained() -> new None();
            case Answer.NotContained(Witness witness, Reading reading) ->
                    new Reached(witness, reading);
            case Answer.Unknown(String reason) -> new Unknown(reason);
        };
    }

    /** The policy that allows everything except what is forbidden. */
    private static Policy allBut(Policy forbidden) {
        var everything = new Text(List.of(new Text.AnyRun()));
        var statements = new ArrayList<Statement>();
        statements.add(
                new Statement(
                        null,
                        Effect.ALLOW,
                        new Actions(false, List.of("*")),
                        new Resources(false, List.of(everything)),
                        List.of()));
        for (Statement each : forbidden.statements()) {
            if (each.effect() == Effect.DENY) {
                throw new IllegalArgumentException(
                        "what is forbidden is listed in Allow statements");
            }
            statements.add(
                    new Statement(
                            null,
                            Effect.DENY,
                            each.actions(),
                            each.resources(),
                            each.conditions()));
        }
        return new Policy(forbidden.version(), statements);
    }
}
