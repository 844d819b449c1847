package dev.curfew.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tries a few simple requests before anything is searched for. Most real escapes are so plain that
 * one of them shows it. What counts is what the evaluators of both policies say of a request under
 * the documented reading, so a poor guess costs a little time and nothing else; a proof never rests
 * on one.
 */
final class Trials {
    private static final int MOST = 64;
    private static final int ROUNDS = 4;
    private static final int FEW = 2;

    private final Question question;
    private final Budget budget;
    private int left = MOST;

    Trials(Question question, Budget budget) {
        this.question = question;
        this.budget = budget;
    }

    /** A request that the child allows and the parent does not, if one of the guesses is one. */
    Answer.@Nullable NotContained witness() {
        var settings = new ArrayList<Setting>();
        for (StatementPatterns allow : question.open()) {
            Setting setting =
                    settings.size() < MOST ? Setting.of(allow, question.childSide()) : null;
            if (setting != null) {
                settings.add(setting);
            }
        }
        Witness found = null;
        for (int i = 0; i < settings.size() && found == null && left > 0; i++) {
            Setting setting = settings.get(i);
            Statement allow = setting.allow().source();
            found =
                    any(
                            setting,
                            setting.actions(allow.actions()),
                            setting.resources(allow.resources()));
        }
        for (int i = 0; i < settings.size() && found == null && left > 0; i++) {
            found = denied(settings.get(i));
        }
        for (int i = 0; i < settings.size() && found == null && left > 0; i++) {
            found = varied(settings.get(i));
        }
        return found == null ? null : new Answer.NotContained(found, Reading.DOCUMENTED);
    }

    /** Each pair, in an order in which each action and each resource has its turn early. */
    private @Nullable Witness any(Setting setting, List<String> actions, List<String> resources) {
        Keys keys = keys(setting);
        for (int shift = 0; shift < resources.size(); shift++) {
            for (int i = 0; i < actions.size(); i++) {
                String resource = resources.get((i + shift) % resources.size());
                Witness found = attempt(setting, keys, actions.get(i), resource);
                if (found != null || left <= 0) {
                    return found;
                }
            }
        }
        return null;
    }

    /** What the parent denies and the child might not. */
    private @Nullable Witness denied(Setting setting) {
        for (StatementPatterns patterns : question.parent().statements()) {
            if (left <= 0) {
                return null;
            }
            Statement deny = patterns.source();
            Setting within =
                    deny.effect() == Effect.DENY ? setting.within(deny.conditions()) : null;
            CompiledStatement compiled =
                    within == null ? null : patterns.compile(Reading.DOCUMENTED, within.resolver());
            if (within == null || compiled == null) {
                continue;
            }
            Statement allow = setting.allow().source();
            List<String> actions =
                    join(within.actions(deny.actions()), within.actions(allow.actions()));
            actions.removeIf(action -> !compiled.matchesAction(KnownKeys.fold(action)));
            List<String> resources =
                    join(within.resources(deny.resources()), within.resources(allow.resources()));
            resources.removeIf(resource -> !compiled.matchesResource(resource));
            Witness found =
                    any(
                            within,
                            actions.subList(0, Math.min(FEW, actions.size())),
                            resources.subList(0, Math.min(FEW, resources.size())));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static List<String> join(List<String> some, List<String> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** Other values for the keys that either side asks for. */
    private @Nullable Witness varied(Setting setting) {
        Statement allow = setting.allow().source();
        List<String> actions = setting.actions(allow.actions());
        List<String> resources = setting.resources(allow.resources());
        if (actions.isEmpty() || resources.isEmpty()) {
            return null;
        }
        Map<String, List<Condition>> byKey = new TreeMap<>();
        allow.conditions().forEach(each -> byKey.put(each.foldedKey(), new ArrayList<>()));
        for (Statement statement : question.parent().policy().statements()) {
            for (Condition condition : statement.conditions()) {
                byKey.computeIfAbsent(condition.foldedKey(), _ -> new ArrayList<>()).add(condition);
            }
        }
        for (Map.Entry<String, List<Condition>> each : byKey.entrySet()) {
            for (Setting varied : setting.varied(each.getKey(), each.getValue())) {
                Witness found =
                        attempt(varied, keys(varied), actions.getFirst(), resources.getFirst());
                if (found != null || left <= 0) {
                    return found;
                }
            }
        }
        return null;
    }

    /**
     * One request; if only a Deny of the child is in its way, again with keys that the Deny does
     * not speak of.
     */
    private @Nullable Witness attempt(Setting setting, Keys keys, String action, String resource) {
        Setting now = setting;
        Keys with = keys;
        for (int round = 0; round < ROUNDS && left > 0; round++) {
            left--;
            budget.spend(2L + question.parent().policy().statements().size());
            var witness =
                    new Witness(action, resource, with.shared(), with.ofChild(), with.ofParent());
            switch (question.decide(witness, Reading.DOCUMENTED)) {
                case null -> {
                    return null;
                }
                case Decision.Allowed _ -> {
                    return witness;
                }
                case Decision.ImplicitlyDenied _ -> {
                    return null;
                }
                case Decision.ExplicitlyDenied(Statement deny) -> {
                    Setting around = now.without(deny.conditions());
                    if (around == null) {
                        return null;
                    }
                    now = around;
                    with = keys(around);
                }
            }
        }
        return null;
    }

    /** The keys of the request, and those of each side's session. */
    private record Keys(Context shared, Context ofChild, Context ofParent) {}

    private Keys keys(Setting setting) {
        Side child = question.childSide();
        Map<String, List<String>> shared = new HashMap<>();
        Map<String, List<String>> own = new HashMap<>(child.known().values());
        setting.values()
                .forEach((key, value) -> {
                    (child.symbol(key).equals(key) ? shared : own).putIfAbsent(key, value);
                });
        return new Keys(new Context(shared), new Context(own), question.parentSide().known());
    }
}
