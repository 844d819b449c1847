package dev.curfew.bench;

import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.util.List;

/** The statements of a parent and of a child, as JSON. */
record Pair(List<String> parentStatements, List<String> childStatements) {
    Pair {
        parentStatements = List.copyOf(parentStatements);
        childStatements = List.copyOf(childStatements);
    }

    String parentText() {
        return text(parentStatements);
    }

    String childText() {
        return text(childStatements);
    }

    Policy parent() {
        return joined(parentStatements);
    }

    Policy child() {
        return joined(childStatements);
    }

    static String text(List<String> statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    static Policy parse(String json) {
        return switch (Policy.parse(json)) {
            case Parsed.Valid(Policy policy) -> policy;
            case Parsed.Invalid(var problems) ->
                    throw new IllegalStateException(problems + " in " + json);
        };
    }

    /** Statement by statement: several hundred are more than one document may hold. */
    private static Policy joined(List<String> statements) {
        return statements.stream()
                .map(one -> parse(text(List.of(one))))
                .reduce(Policy::plus)
                .orElseThrow();
    }
}
