package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import org.jspecify.annotations.Nullable;

/** Every limit in force, and the belts around them. Being built. */
public record Limits(long version) {

    /** Before anybody has applied any: everything has its default, and nothing is enforced. */
    public static final Limits DEFAULT = new Limits(0);

    /** The limit of an identity; a credential's path and tags are its user's. */
    public Limit of(Identity identity, @Nullable Identity user) {
        return new Limit(
                identity.equals(user),
                null,
                null,
                null,
                java.time.Duration.ZERO,
                null,
                java.time.Duration.ZERO);
    }
}
