package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;

/** Proposes shorter policies that may mean the same; whether they do is for others to check. */
final class Shortening {
    private Shortening() {}

    static List<Policy> of(Policy policy) {
        var proposals = new ArrayList<Policy>();
        List<Statement> all = policy.statements();
        for (int i = 0; i < all.size(); i++) {
            if (all.size() > 1) {
                proposals.add(with(policy, i, List.of()));
            }
            for (int j = 0; j < i; j++) {
                merge(policy, j, i, proposals);
            }
            for (Statement each : without(all.get(i))) {
                proposals.add(with(policy, i, List.of(each)));
            }
        }
        return proposals;
    }

    private static void merge(Policy policy, int first, int second, List<Policy> proposals) {
        Statement a = policy.statements().get(first);
        Statement b = policy.statements().get(second);
        boolean alike =
                a.effect() == b.effect()
                        && a.conditions().equals(b.conditions())
                        && !a.actions().except()
                        && !b.actions().except()
                        && !a.resources().except()
                        && !b.resources().except();
        if (alike && (a.resources().equals(b.resources()) || a.actions().equals(b.actions()))) {
            var actions = new ArrayList<>(a.actions().patterns());
            actions.addAll(b.actions().patterns());
            var resources = new ArrayList<>(a.resources().patterns());
            resources.addAll(b.resources().patterns());
            var merged =
                    new Statement(
                            null,
                            a.effect(),
                            new Actions(false, actions),
                            new Resources(false, resources),
                            a.conditions());
            Policy rest = with(policy, second, List.of());
            proposals.add(with(rest, first, List.of(merged)));
        }
    }

    /** The statement with one action, resource or condition less. */
    private static List<Statement> without(Statement one) {
        var all = new ArrayList<Statement>();
        for (List<String> fewer : fewer(one.actions().patterns())) {
            var actions = new Actions(one.actions().except(), fewer);
            all.add(new Statement(null, one.effect(), actions, one.resources(), one.conditions()));
        }
        for (List<Text> fewer : fewer(one.resources().patterns())) {
            var resources = new Resources(one.resources().except(), fewer);
            all.add(new Statement(null, one.effect(), one.actions(), resources, one.conditions()));
        }
        for (Condition condition : one.conditions()) {
            var conditions = new ArrayList<>(one.conditions());
            conditions.remove(condition);
            all.add(new Statement(null, one.effect(), one.actions(), one.resources(), conditions));
        }
        return all;
    }

    private static <T> List<List<T>> fewer(List<T> list) {
        var all = new ArrayList<List<T>>();
        for (int i = 0; list.size() > 1 && i < list.size(); i++) {
            var fewer = new ArrayList<>(list);
            fewer.remove(i);
            all.add(fewer);
        }
        return all;
    }

    private static Policy with(Policy policy, int at, List<Statement> instead) {
        var statements = new ArrayList<>(policy.statements());
        statements.remove(at);
        statements.addAll(at, instead);
        return new Policy(policy.version(), statements);
    }
}
