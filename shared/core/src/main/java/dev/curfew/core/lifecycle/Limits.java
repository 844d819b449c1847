package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import org.jspecify.annotations.Nullable;

/** Every limit in force, and the belts around them. Being built. */
public record Limits(long version, @Nullable String appliedBy) {

    /** Before anybody has applied any: everything has its default, and nothing is enforced. */
    public static final Limits DEFAULT = new Limits(0, null);

    /** These limits as they are in force. */
    public Limits inForce(long version, String appliedBy) {
        return new Limits(version, appliedBy);
    }

    /** Whether they say the same, whoever applied them and when. */
    public boolean saySameAs(Limits other) {
        return inForce(0, "").equals(other.inForce(0, ""));
    }

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
