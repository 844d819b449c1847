package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;

/** A role's quarantine: one fixed managed policy that denies everything. */
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

    /** Denies the role everything. */
    Done begin(Identity role);

    /** Takes that denial away. */
    Done end(Identity role);
}
