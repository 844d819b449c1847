package dev.curfew.policy;

/**
 * One way to understand what AWS's documentation leaves open. Decisions about single requests are
 * made under {@link #DOCUMENTED}; containment must hold under every reading that makes a difference
 * (docs/policy.md lists them).
 *
 * @param span how far wildcards reach in {@code Resource}
 * @param shortArnRunsOn whether an ARN operator's pattern of fewer than six fields that ends in
 *     {@code *} covers the rest
 * @param several how an operator without set operator sees a key with several values
 * @param emptyIsNull whether a set operator takes an empty string for no value at all
 * @param unresolvedFailsStatement whether a variable without value makes its whole statement fail,
 *     or its pattern only
 * @param malformedDiffers whether a negated typed operator holds for a value that is not of the
 *     type
 * @param emptyIsAbsent whether {@code Null} takes a key that may hold several values for absent
 *     when it holds nothing but empty strings: what AWS's page on multivalued keys calls a null
 *     data set
 * @param valuesWild whether {@code *} and {@code ?} in the value of a variable are wildcards where
 *     the pattern may have some
 */
public record Reading(
        Span span,
        boolean shortArnRunsOn,
        Several several,
        boolean emptyIsNull,
        boolean unresolvedFailsStatement,
        boolean malformedDiffers,
        boolean emptyIsAbsent,
        boolean valuesWild) {
    /** How far a wildcard in {@code Resource} reaches. */
    public enum Span {
        /**
         * In the first five fields only a {@code *} that ends its field runs on past the colon; the
         * sixth is free.
         */
        FIELD_END,
        /** Anywhere. */
        WHOLE,
        /** Never out of one of the six fields, unless it ends the pattern. */
        FIELDS,
        /**
         * Never out of its segment, those of the resource part included, unless it ends the
         * segment.
         */
        SEGMENT_END
    }

    /** What an operator without set operator asks of several values. */
    public enum Several {
        /** Some value matches; for a negated operator: no value matches. */
        ANY_MATCHES,
        /** The operator holds for some value. */
        ANY_HOLDS,
        /** The operator holds for every value. */
        ALL_HOLD
    }

    /** The same, but that wildcards in a variable's value are such. */
    Reading withWildValues() {
        return new Reading(
                span,
                shortArnRunsOn,
                several,
                emptyIsNull,
                unresolvedFailsStatement,
                malformedDiffers,
                emptyIsAbsent,
                true);
    }

    /** What AWS's pages say, and where they are silent, what IAM is known to do. */
    public static final Reading DOCUMENTED =
            new Reading(Span.FIELD_END, true, Several.ANY_MATCHES, true, true, true, true, false);
}
