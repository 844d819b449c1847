package dev.curfew.policy;

import java.util.List;

/** What a policy variable stands for. */
@FunctionalInterface
interface Resolver {
    /** A variable's value. */
    sealed interface Resolution {}

    record Value(String text) implements Resolution {}

    /** The request does not carry the key, or carries several values for it. */
    record Absent() implements Resolution {}

    /**
     * Any value, or none: not known when the policy is looked at. Equal symbols stand for equal
     * values.
     */
    record Open(String symbol) implements Resolution {}

    Resolution resolve(String key);

    /** Takes values from a request. */
    static Resolver from(Context context) {
        return key -> {
            List<String> values = context.get(key);
            return values.size() == 1 ? new Value(values.getFirst()) : new Absent();
        };
    }
}
