package dev.curfew.core.watch;

/** Which roles are brokered ones: IAM's events name a role without its path. */
public interface BrokeredRoles {

    /** Whether the role of that name is brokered, or was before it was deleted. */
    boolean isBrokered(String account, String name);
}
