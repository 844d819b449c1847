package dev.curfew.policy;

/** Whether one policy contains another. */
public sealed interface Answer {
    /**
     * Every request that the child allows is allowed by the parent, under every reading of what AWS
     * leaves open.
     */
    record Contained() implements Answer {}

    /**
     * The child allows the witness and the parent does not.
     *
     * @param reading under which this was seen; {@link Reading#DOCUMENTED} unless only another one
     *     tells them apart
     */
    record NotContained(Witness witness, Reading reading) implements Answer {}

    /** Neither could be shown; to be treated as no. */
    record Unknown(String reason) implements Answer {}

    /** Whether a yes may be built on this. */
    default boolean yes() {
        return this instanceof Contained;
    }
}
