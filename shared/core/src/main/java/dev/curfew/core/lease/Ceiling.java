package dev.curfew.core.lease;

import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.task.Task;
import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Narrowing;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Witness;
import java.util.Optional;

/** Holds a scope to its task's ceiling: what cannot be shown to lie within it is refused. */
final class Ceiling {

    private Ceiling() {}

    /** Why the scope is refused; empty when the ceiling allows all that the scope allows. */
    static Optional<Refusal> refuses(Task task, Policy scope) {
        return switch (Containment.samePrincipal(task.ceiling()).contains(scope)) {
            case Answer.Contained within -> Optional.empty();
            case Answer.NotContained(Witness witness, var reading) ->
                    Optional.of(
                            new Refusal(
                                    "scope-exceeds-ceiling",
                                    "the scope allows "
                                            + words(witness)
                                            + ", which the ceiling of task `"
                                            + task.name()
                                            + "` does not",
                                    nearest(task, scope)));
            case Answer.Unknown(String reason) ->
                    Optional.of(
                            new Refusal(
                                    "scope-undecided",
                                    "it cannot be shown that the scope lies within the ceiling of task `"
                                            + task.name()
                                            + "`: "
                                            + reason,
                                    "write the scope with fewer wildcards and conditions, or in the ceiling's own words"));
        };
    }

    /** A request that shows what goes too far, in words. */
    static String words(Witness witness) {
        String request = "`" + witness.action() + "` on `" + witness.resource() + "`";
        return witness.context().values().isEmpty()
                ? request
                : request + " with " + witness.context().values();
    }

    private static String nearest(Task task, Policy scope) {
        return switch (Narrowing.intersect(scope.withoutSids(), task.ceiling())) {
            case Narrowing.Written(Policy policy) ->
                    "ask for what lies within: " + Narrowing.minimize(policy).print();
            case Narrowing.Nothing nothing ->
                    "nothing of the scope lies within the ceiling; ask for another task";
            case Narrowing.NotWritable(String reason) ->
                    "leave out what the ceiling does not allow; `curfew task list --json` shows it";
        };
    }
}
