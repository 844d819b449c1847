package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityEvents;
import dev.curfew.core.identity.Inventory;
import java.time.Clock;
import java.util.List;

/**
 * Carries out what a kept plan says of one identity, if that still is what the limits ask for.
 * Being built.
 */
public final class Acting {

    /** What became of it. */
    public sealed interface Outcome {
        /** It is done, now or already before. */
        record Acted(Identity identity, Action action) implements Outcome {}

        /** Nothing is done, and nothing should be. */
        record Left(String why) implements Outcome {}
    }

    public Acting(
            Inventory inventory,
            Account account,
            List<Credentials> credentials,
            Quarantine quarantine,
            Catalogue catalogue,
            Plans plans,
            IdentityEvents events,
            Clock clock) {}

    /** Acts on the identity as the plan of that run says. */
    public Outcome act(String identity, String run) {
        return new Outcome.Left("being built: " + identity + run);
    }
}
