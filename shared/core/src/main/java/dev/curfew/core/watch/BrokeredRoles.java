package dev.curfew.core.watch;

/**
 * Who hands out sessions of a role. IAM's events name a role without its path, and an account may
 * have more than one Curfew: a session that another one issued is no shadow here.
 */
public interface BrokeredRoles {

    /** Who hands a role's sessions out. */
    enum Broker {
        /** Nobody: it is no brokered role. */
        NONE,
        /** This stack, as far as anybody can tell. */
        OURS,
        /** A Curfew beside this one, by the boundary that the role has now. */
        ANOTHER
    }

    /** Who hands out the role of that name, or did before it was deleted. */
    Broker of(String account, String name);
}
