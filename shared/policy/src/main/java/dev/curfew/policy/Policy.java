package dev.curfew.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An identity policy (also a session policy or a permissions boundary: they share one grammar). */
public record Policy(Version version, List<Statement> statements) {
    public Policy {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a policy has at least one statement");
        }
        if (version == Version.V2008 && statements.stream().anyMatch(Policy::needsVersion2012)) {
            throw new IllegalArgumentException("variables and escapes need version 2012-10-17");
        }
    }

    /** Reads a document, or says everything that is wrong with it; never guesses. */
    public static Parsed parse(String json) {
        return PolicyReader.read(json);
    }

    /**
     * The canonical and shortest JSON text of this policy: {@code parse(print())} gives an equal
     * policy, and policies that differ only in layout or in the order of lists print alike.
     */
    public String print() {
        return PolicyPrinter.print(this);
    }

    /**
     * This policy with the other's statements after its own. Each statement keeps its meaning:
     * where the versions differ the result is of the newer one. A Sid that would stand twice is
     * left out the second time.
     */
    public Policy plus(Policy other) {
        var all = new ArrayList<>(statements);
        Set<String> sids = new HashSet<>();
        for (Statement statement : statements) {
            if (statement.sid() != null) {
                sids.add(statement.sid());
            }
        }
        for (Statement statement : other.statements) {
            boolean taken = statement.sid() != null && !sids.add(statement.sid());
            all.add(taken ? statement.withoutSid() : statement);
        }
        return new Policy(version.compareTo(other.version) >= 0 ? version : other.version, all);
    }

    /** The same policy without Sids, which mean nothing to a decision and count in a size. */
    public Policy withoutSids() {
        return new Policy(version, statements.stream().map(Statement::withoutSid).toList());
    }

    private static boolean needsVersion2012(Statement statement) {
        return statement.resources().patterns().stream()
                        .anyMatch(text -> text.needsVersion2012(true))
                || statement.conditions().stream()
                        .anyMatch(condition ->
                                condition.values().stream()
                                        .anyMatch(text ->
                                                text.needsVersion2012(
                                                        condition
                                                                .operator()
                                                                .comparison()
                                                                .wildcards())));
    }

    @Override
    public String toString() {
        return print();
    }
}
