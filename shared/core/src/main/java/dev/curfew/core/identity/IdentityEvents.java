package dev.curfew.core.identity;

/**
 * Tells the rest of the world what changed in the inventory, as well as it can: it stands in the
 * table already, so a failure is logged and counted and stops nothing.
 */
public interface IdentityEvents {

    /** An identity appeared in the inventory or changed there. */
    void recorded(Identity identity);
}
