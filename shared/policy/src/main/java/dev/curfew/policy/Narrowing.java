package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What two policies allow both, as far as IAM's language can write it. */
public sealed interface Narrowing {
    /** Bounds on the work for policies that are far larger than any that is issued. */
    int MOST_STEPS = 100;

    int MOST_PROPOSALS = 500;

    /** Exactly what both allow. */
    record Written(Policy policy) implements Narrowing {}

    /** There is no request that both allow. */
    record Nothing() implements Narrowing {}

    /** The two have something in common for which there is no pattern or condition. */
    record NotWritable(String reason) implements Narrowing {}

    /** The policy that allows what both allow; checked against both before it is returned. */
    static Narrowing intersect(Policy one, Policy other) {
        var statements = new ArrayList<Statement>();
        try {
            for (Statement a : one.statements()) {
                for (Statement b : other.statements()) {
                    if (a.effect() == Effect.ALLOW && b.effect() == Effect.ALLOW) {
                        Meet.of(a, b)
                                .filter(each -> !statements.contains(each))
                                .ifPresent(statements::add);
                    }
                }
            }
        } catch (Meet.NotWritable e) {
            return new NotWritable(e.reason());
        }
        if (statements.isEmpty()) {
            return new Nothing();
        }
        for (Policy each : List.of(one, other)) {
            each.statements().stream()
                    .filter(statement -> statement.effect() == Effect.DENY)
                    .map(Statement::withoutSid)
                    .filter(statement -> !statements.contains(statement))
                    .forEach(statements::add);
        }
        Version version =
                one.version().compareTo(other.version()) >= 0 ? one.version() : other.version();
        var both = new Policy(version, statements);
        boolean right =
                Containment.samePrincipal(one).contains(both).yes()
                        && Containment.samePrincipal(other).contains(both).yes();
        return right
                ? new Written(both)
                : new NotWritable("the result could not be shown to lie in both policies");
    }

    /**
     * A policy that allows the same in fewer characters: without Sids and without parts that the
     * rest covers. Never one that could not be shown to mean the same.
     */
    static Policy minimize(Policy policy) {
        Policy now = policy.withoutSids();
        Optional<Policy> next = shorter(now);
        for (int i = 0; i < MOST_STEPS && next.isPresent(); i++) {
            now = next.get();
            next = shorter(now);
        }
        return now;
    }

    private static Optional<Policy> shorter(Policy policy) {
        return Shortening.of(policy).stream()
                .filter(each -> each.print().length() < policy.print().length())
                .limit(MOST_PROPOSALS)
                .filter(each -> same(policy, each))
                .findFirst();
    }

    private static boolean same(Policy one, Policy other) {
        return Containment.samePrincipal(one).contains(other).yes()
                && Containment.samePrincipal(other).contains(one).yes();
    }
}
