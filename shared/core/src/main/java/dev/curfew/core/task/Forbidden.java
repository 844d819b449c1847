package dev.curfew.core.task;

import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Request;
import dev.curfew.policy.Witness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What nobody gets, whatever a task says: identities, credentials, the audit log and Curfew's own
 * resources; and the managing of other permissions, unless the task's ceiling lists action and
 * resource. The containment engine decides, and what it cannot decide counts as reached.
 *
 * <p>Prepared once, then asked for any number of policies; safe to share.
 */
public final class Forbidden {

    private record Prepared(Family family, Policy rest, Containment clear) {
        static Prepared of(Family family) {
            Policy rest = Family.rest(List.of(family));
            return new Prepared(family, rest, Containment.samePrincipal(rest));
        }

        Witness telling(Witness witness, Policy policy) {
            return Forbidden.telling(
                    witness,
                    policy,
                    rest,
                    family.telling(),
                    family.own() == null ? List.of("*") : family.own().examples());
        }
    }

    private final List<Prepared> families = new ArrayList<>();
    private final Containment all;
    private final NearestCeiling nearest;

    private Forbidden(OwnResources own) {
        List<Family> each =
                List.of(
                        Family.IDENTITIES,
                        Family.CREDENTIALS,
                        Family.AUDIT_LOG,
                        Family.curfewItself(own));
        each.forEach(family -> families.add(Prepared.of(family)));
        this.all = Family.clearOf(each);
        this.nearest = new NearestCeiling(all, own);
    }

    /**
     * For the deployed stack.
     *
     * @param stackId its ARN, which says partition, Region, account and name
     * @param resources ARNs of its resources whose names the template leaves to CloudFormation
     */
    public static Forbidden of(String stackId, Collection<String> resources) {
        return new Forbidden(OwnResources.of(stackId, resources));
    }

    /** Everything that a ceiling reaches and must not; empty when it may stand. */
    public List<Problem> problems(Policy ceiling) {
        List<Problem> problems = new ArrayList<>(beyond(ceiling));
        managing(ceiling).ifPresent(problems::add);
        if (problems.isEmpty()) {
            return problems;
        }
        Optional<String> offer = nearest.of(ceiling);
        return offer.isEmpty() ? problems : withOffer(problems, offer.get());
    }

    /**
     * Why no task can give the scope; empty when one could. A catalogue may be older than the rule,
     * so this asks of the scope alone.
     */
    public Optional<Refusal> refuses(Policy scope) {
        if (all.contains(scope).yes()) {
            return Optional.empty();
        }
        String why =
                families.stream()
                        .map(each -> reached("scope", scope, each))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse("it cannot be shown that the scope reaches nothing forbidden");
        return Optional.of(
                new Refusal(
                        "scope-forbidden",
                        why,
                        nearest.ofScope(scope)
                                .map(offer -> "ask for what a task can give: " + offer)
                                .orElse(
                                        "name the actions and resources that the job needs; a task that"
                                                + " allows more has to be mended too")));
    }

    private List<Problem> beyond(Policy ceiling) {
        if (all.contains(ceiling).yes()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (Prepared each : families) {
            reached("ceiling", ceiling, each)
                    .ifPresent(why -> problems.add(new Problem("", why, each.family().help())));
        }
        return problems.isEmpty()
                ? List.of(
                        new Problem(
                                "",
                                "it cannot be shown that the ceiling reaches nothing forbidden",
                                "write the ceiling with fewer wildcards and conditions"))
                : problems;
    }

    private static Optional<Problem> managing(Policy ceiling) {
        PermissionManagement listed = PermissionManagement.listed();
        String help =
                "list the action without wildcard, with the resource it is for, or narrow or deny what reaches it";
        return switch (listed.within(ceiling)) {
            case Answer.Contained() -> Optional.empty();
            case Answer.NotContained(Witness witness, var reading) ->
                    Optional.of(
                            new Problem(
                                    "",
                                    "the ceiling allows "
                                            + request(
                                                    telling(
                                                            witness,
                                                            ceiling,
                                                            listed.rest(ceiling),
                                                            PermissionManagement.TELLING,
                                                            List.of()),
                                                    ceiling)
                                            + ", which gives others access and which it does not list",
                                    help));
            case Answer.Unknown(String reason) ->
                    Optional.of(
                            new Problem(
                                    "",
                                    "it cannot be shown that the ceiling gives others no access: "
                                            + reason,
                                    help));
        };
    }

    private static Optional<String> reached(String what, Policy policy, Prepared family) {
        return switch (family.clear().contains(policy)) {
            case Answer.Contained() -> Optional.empty();
            case Answer.NotContained(Witness witness, var reading) ->
                    Optional.of(
                            "the "
                                    + what
                                    + " allows "
                                    + request(family.telling(witness, policy), policy)
                                    + ", which no task can give: it "
                                    + family.family().why());
            case Answer.Unknown(String reason) ->
                    Optional.of(
                            "it cannot be shown that nothing in the "
                                    + what
                                    + " "
                                    + family.family().why()
                                    + ": "
                                    + reason);
        };
    }

    /** All that is wrong is mended by one ceiling, which is told once, at the end. */
    private static List<Problem> withOffer(List<Problem> problems, String offer) {
        Problem last = problems.removeLast();
        problems.add(
                new Problem(
                        last.path(),
                        last.message(),
                        last.help() + "; this ceiling would pass: " + offer));
        return problems;
    }

    /**
     * The witness with an action and a resource that people know, where these get through as well:
     * the engine is content with any, such as {@code iam:x}.
     */
    private static Witness telling(
            Witness witness,
            Policy policy,
            Policy rest,
            List<String> actions,
            List<String> resources) {
        Evaluator allowed = new Evaluator(PolicySet.of(policy));
        Evaluator left = new Evaluator(PolicySet.of(rest));
        for (String resource :
                Stream.concat(resources.stream(), Stream.of(witness.resource())).toList()) {
            for (String action : actions) {
                Request request = new Request(action, resource, witness.context());
                if (allowed.decide(request) instanceof Decision.Allowed
                        && !(left.decide(request) instanceof Decision.Allowed)) {
                    return new Witness(
                            action, resource, witness.context(), witness.child(), witness.parent());
                }
            }
        }
        return witness;
    }

    private static String request(Witness witness, Policy policy) {
        String request =
                "`" + spelled(witness.action(), policy) + "` on `" + witness.resource() + "`";
        return witness.context().values().isEmpty()
                ? request
                : request + " with " + witness.context().values();
    }

    /**
     * The engine writes actions in lower case; people read them as the policy or AWS spells them.
     */
    private static String spelled(String action, Policy policy) {
        return Stream.of(
                        policy.statements().stream()
                                .flatMap(each -> each.actions().patterns().stream()),
                        Family.CREDENTIALS.closed().stream(),
                        PermissionManagement.listed().actions().stream())
                .flatMap(spellings -> spellings)
                .filter(action::equalsIgnoreCase)
                .findFirst()
                .orElse(action);
    }
}
