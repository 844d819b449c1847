package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.util.Optional;

/**
 * A role's quarantine: one fixed managed policy that denies everything. A question or an order that
 * fails is an exception.
 */
public interface Quarantine {

    /** What became of an order. */
    enum Done {
        /** It is so now, by this order or already before. */
        YES,
        /** The role has as many managed policies as it can have. */
        NO_ROOM,
        /** There is no such role any more. */
        GONE
    }

    /** Whether the role is quarantined now; empty when there is no role of its name. */
    Optional<IdentityStatus> statusNow(Identity role);

    /** When it was used last, asked now. */
    LastUse lastUse(Identity role);

    /** Denies the role everything. */
    Done begin(Identity role);

    /** Takes that denial away. */
    Done end(Identity role);
}
