package dev.curfew.core.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What AWS says of the last use of an identity. What could not be found out is unknown, which is
 * never the same as unused.
 */
public sealed interface LastUse {

    /**
     * It was used.
     *
     * @param at to 15 minutes; AWS tells it some hours late
     * @param service the service that was called, such as {@code s3}; null when AWS does not say
     * @param region where; null when AWS does not say
     */
    record Used(Instant at, @Nullable String service, @Nullable String region) implements LastUse {}

    /** AWS answered that it has no record of any use. */
    record Never() implements LastUse {}

    /** AWS keeps no record of use for its kind. */
    record Untracked() implements LastUse {}

    /** AWS was asked and did not say, or was not asked. */
    record Unknown(String why) implements LastUse {}
}
