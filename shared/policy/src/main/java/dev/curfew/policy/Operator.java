package dev.curfew.policy;

import java.util.Optional;

/**
 * A condition operator with what stands before and after its name: {@code
 * ForAllValues:StringLikeIfExists}.
 */
public record Operator(Quantifier quantifier, Comparison comparison, boolean ifExists) {
    private static final String IF_EXISTS = "IfExists";

    /** How many of the request's values must hold. */
    public enum Quantifier {
        /** No set operator: meant for keys with one value. */
        PLAIN(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The operator's text in a document. */
    public String text() {
        return quantifier.prefix + comparison.text() + (ifExists ? IF_EXISTS : "");
    }

    /** The operator that a document names; empty if AWS documents none of that name. */
    static Optional<Operator> named(String text) {
        var quantifier = Quantifier.PLAIN;
        for (Quantifier each : Quantifier.values()) {
            if (each != Quantifier.PLAIN && text.startsWith(each.prefix)) {
                quantifier = each;
            }
        }
        String rest = text.substring(quantifier.prefix.length());
        boolean ifExists = rest.endsWith(IF_EXISTS);
        String name = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
        for (Comparison comparison : Comparison.values()) {
            boolean bare = quantifier == Quantifier.PLAIN && !ifExists;
            if (comparison.text().equals(name) && (bare || comparison != Comparison.NULL)) {
                return Optional.of(new Operator(quantifier, comparison, ifExists));
            }
        }
        return Optional.empty();
    }
}
