package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of an identity: a pure function of what is known of it. Being built. */
public final class Deciding {

    private Deciding() {}

    /**
     * Decides.
     *
     * @param user the user whom a credential belongs to; null when it is not known, or for a
     *     principal
     * @param credentials every credential of that user, or of the principal itself; with {@code
     *     identity} where it is one
     */
    public static Decision decide(
            Identity identity,
            @Nullable Identity user,
            List<Identity> credentials,
            Terms terms,
            Instant now) {
        return new Decision(
                Action.LEAVE,
                null,
                "being built: " + identity + user + credentials + terms + now,
                false,
                List.of());
    }
}
