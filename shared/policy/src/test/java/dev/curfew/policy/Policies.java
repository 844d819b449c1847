package dev.curfew.policy;

import java.util.List;

/** Shorthand for policies in tests. */
final class Policies {
    private Policies() {}

    static Policy policy(String json) {
        return switch (Policy.parse(json)) {
            case Parsed.Valid(Policy policy) -> policy;
            case Parsed.Invalid(List<Problem> problems) ->
                    throw new AssertionError(json + " is refused: " + problems);
        };
    }

    /**
     * A policy of version 2012-10-17 whose statements are given with single quotes for double ones.
     */
    static Policy statements(String... statements) {
        return policy(
                "{\"Version\":\"2012-10-17\",\"Statement\":["
                        + String.join(",", statements).replace('\'', '"')
                        + "]}");
    }

    static List<Problem> problems(String json) {
        return switch (Policy.parse(json)) {
            case Parsed.Valid(Policy policy) -> throw new AssertionError("accepted: " + policy);
            case Parsed.Invalid(List<Problem> problems) -> problems;
        };
    }
}
