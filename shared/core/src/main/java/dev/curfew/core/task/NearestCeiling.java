package dev.curfew.core.task;

import dev.curfew.policy.Actions;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Effect;
import dev.curfew.policy.Escapes;
import dev.curfew.policy.Narrowing;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Resources;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks for the nearest policy that may stand where another may not: the same statements without
 * the actions that no task can give, and with a Deny of the rest that it reaches. Nothing is
 * offered that was not shown to pass and to allow nothing more.
 */
final class NearestCeiling {

    /** A longer one helps nobody who reads it. */
    private static final int LONGEST = 1_500;

    private static final List<Family> CLOSING =
            List.of(Family.IDENTITIES, Family.CREDENTIALS, Family.AUDIT_LOG);

    private final Containment clear;
    private final OwnResources own;

    NearestCeiling(Containment clear, OwnResources own) {
        this.clear = clear;
        this.own = own;
    }

    /** The nearest ceiling, printed; empty when it cannot be written in a few lines. */
    Optional<String> of(Policy ceiling) {
        return narrowed(ceiling)
                .flatMap(NearestCeiling::withoutUnlisted)
                .map(NearestCeiling::withDeny)
                .filter(offer -> clear.contains(offer).yes())
                .filter(offer -> PermissionManagement.listed().within(offer).yes())
                .filter(offer -> Containment.samePrincipal(ceiling).contains(offer).yes())
                .map(Policy::print)
                .filter(offer -> offer.length() <= LONGEST);
    }

    /** The nearest scope, whose permission management its ceiling has been asked about. */
    Optional<String> ofScope(Policy scope) {
        return narrowed(scope.withoutSids())
                .filter(offer -> clear.contains(offer).yes())
                .filter(offer -> Containment.samePrincipal(scope).contains(offer).yes())
                .map(Policy::print)
                .filter(offer -> offer.length() <= LONGEST);
    }

    private Optional<Policy> narrowed(Policy policy) {
        if (clear.contains(policy).yes()) {
            return Optional.of(policy);
        }
        List<Statement> statements = new ArrayList<>();
        for (Statement each : policy.statements()) {
            if (each.effect() == Effect.DENY) {
                statements.add(each);
                continue;
            }
            if (each.actions().except() || each.actions().patterns().contains("*")) {
                return Optional.empty();
            }
            List<String> actions = withoutClosed(each.actions().patterns());
            if (!actions.isEmpty()) {
                statements.add(
                        new Statement(
                                each.sid(),
                                each.effect(),
                                new Actions(false, actions),
                                besideOwn(each.resources(), actions),
                                each.conditions()));
            }
        }
        if (statements.stream().noneMatch(each -> each.effect() == Effect.ALLOW)) {
            return Optional.empty();
        }
        Policy without = new Policy(policy.version(), statements);
        return Optional.of(clear.contains(without).yes() ? without : withDenyOfClosed(without));
    }

    /** The patterns, each that lies within what is closed replaced by what stays open of it. */
    private static List<String> withoutClosed(List<String> patterns) {
        List<String> kept = new ArrayList<>();
        for (String pattern : patterns) {
            Policy one = everywhere(List.of(pattern));
            Optional<Family> closing =
                    CLOSING.stream()
                            .filter(family ->
                                    Containment.samePrincipal(everywhere(family.closed()))
                                            .contains(one)
                                            .yes())
                            .findFirst();
            if (closing.isEmpty()) {
                kept.add(pattern);
            } else if (!closing.get().open().isEmpty()
                    && Narrowing.intersect(one, everywhere(closing.get().open()))
                            instanceof Narrowing.Written(Policy open)) {
                open.statements().forEach(each -> kept.addAll(each.actions().patterns()));
            }
        }
        return kept;
    }

    /** Everything, but for our own resources of the services that the actions speak of. */
    private Resources besideOwn(Resources resources, List<String> actions) {
        if (!resources.equals(Patterns.EVERYWHERE)) {
            return resources;
        }
        List<Text> ours =
                actions.stream()
                        .map(Patterns::service)
                        .distinct()
                        .flatMap(service ->
                                own.byService().getOrDefault(service, List.of()).stream())
                        .toList();
        return ours.isEmpty() ? resources : new Resources(true, ours);
    }

    private Policy withDenyOfClosed(Policy policy) {
        List<Statement> denies = new ArrayList<>();
        List<String> closed =
                CLOSING.stream()
                        .filter(family -> !Family.clearOf(List.of(family)).contains(policy).yes())
                        .flatMap(family -> family.closed().stream())
                        .filter(action -> reaches(policy, everywhere(List.of(action))))
                        .toList();
        if (!closed.isEmpty()) {
            denies.add(Patterns.deny(closed, Patterns.EVERYWHERE));
        }
        own.byService()
                .forEach((service, arns) -> {
                    // A Deny on the functions would shut the doors to a scope that carries it.
                    var ours = new Resources(false, arns);
                    if (!service.equals("lambda")
                            && reaches(
                                    policy,
                                    Patterns.policy(
                                            Patterns.allow(List.of(service + ":*"), ours)))) {
                        denies.add(Patterns.deny(List.of(service + ":*"), ours));
                    }
                });
        return denies.isEmpty() ? policy : policy.plus(Patterns.policy(denies));
    }

    private static boolean reaches(Policy policy, Policy forbidden) {
        return !(Escapes.reaches(policy, forbidden) instanceof Escapes.None);
    }

    /**
     * Without the permission management that a statement names for no resource in particular; where
     * it names resources too, for these alone.
     */
    private static Optional<Policy> withoutUnlisted(Policy policy) {
        List<Statement> statements = new ArrayList<>();
        for (Statement each : policy.statements()) {
            List<Text> concrete = PermissionManagement.concrete(each);
            List<String> named = PermissionManagement.listed().namedBy(each);
            if (each.effect() == Effect.DENY
                    || each.actions().except()
                    || named.isEmpty()
                    || concrete.size() == each.resources().patterns().size()) {
                statements.add(each);
                continue;
            }
            List<String> others =
                    each.actions().patterns().stream()
                            .filter(action -> !named.contains(action))
                            .toList();
            if (!others.isEmpty()) {
                statements.add(
                        new Statement(
                                each.sid(),
                                each.effect(),
                                new Actions(false, others),
                                each.resources(),
                                each.conditions()));
            }
            if (!concrete.isEmpty() && !each.resources().except()) {
                statements.add(
                        Patterns.allow(named, new Resources(false, concrete), each.conditions()));
            }
        }
        return statements.stream().noneMatch(each -> each.effect() == Effect.ALLOW)
                ? Optional.empty()
                : Optional.of(new Policy(policy.version(), statements));
    }

    /** The policy with a Deny of what it reaches of these actions and does not list. */
    private static Policy withDeny(Policy policy) {
        Map<String, List<String>> byPlace = new TreeMap<>();
        Map<String, Resources> places = new TreeMap<>();
        for (String action : PermissionManagement.listed().reached(policy)) {
            Resources place = beyondListed(policy, action);
            places.put(place.toString(), place);
            byPlace.computeIfAbsent(place.toString(), _ -> new ArrayList<>()).add(action);
        }
        if (byPlace.isEmpty()) {
            return policy;
        }
        List<Statement> denies = new ArrayList<>();
        places.forEach((key, place) ->
                denies.add(Patterns.deny(byPlace.getOrDefault(key, List.of()), place)));
        return policy.plus(Patterns.policy(denies));
    }

    /** Everywhere but where the policy lists the action. */
    private static Resources beyondListed(Policy policy, String action) {
        List<Text> listed =
                policy.statements().stream()
                        .filter(each -> each.effect() == Effect.ALLOW)
                        .filter(each -> !each.actions().except() && !each.resources().except())
                        .filter(each ->
                                PermissionManagement.named(each).stream()
                                        .anyMatch(action::equalsIgnoreCase))
                        .flatMap(each -> PermissionManagement.concrete(each).stream())
                        .toList();
        return listed.isEmpty() ? Patterns.EVERYWHERE : new Resources(true, listed);
    }

    private static Policy everywhere(List<String> actions) {
        return Patterns.policy(Patterns.allow(actions, Patterns.EVERYWHERE));
    }
}
