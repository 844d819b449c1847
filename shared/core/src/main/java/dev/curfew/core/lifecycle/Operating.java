package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityEvents;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.refusal.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What people ask for: to restore, to exempt, to approve, to stop and to resume. Being built; each
 * answers a refusal that says what, why and what to do, or what came of it.
 */
public final class Operating {

    /** What became of it. */
    public sealed interface Outcome {
        record Done(Identity identity) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    public Operating(
            Inventory inventory,
            List<Credentials> credentials,
            Quarantine quarantine,
            Catalogue catalogue,
            IdentityEvents events,
            Clock clock) {}

    /** Makes usable again what Curfew disabled or quarantined, and leaves it alone for a while. */
    public Outcome restore(String identity, String by, String reason) {
        return new Outcome.Refused(new Refusal("being-built", identity, by + reason));
    }

    /** Switches the limits off for an identity, for at most 90 days. */
    public Outcome exempt(
            String identity, String owner, String reason, Duration length, String by) {
        return new Outcome.Refused(new Refusal("being-built", identity, by + reason));
    }

    /** Lets a role be quarantined when its time comes. */
    public Outcome approve(String identity, String by, String reason) {
        return new Outcome.Refused(new Refusal("being-built", identity, by + reason));
    }
}
