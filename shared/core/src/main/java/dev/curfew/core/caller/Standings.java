package dev.curfew.core.caller;

import dev.curfew.core.identity.IdentityStatus;
import java.util.Map;
import java.util.Set;

/** What the inventory says of those who ask. */
public interface Standings {

    /**
     * The status of each of the identities that the inventory knows, read consistently, by unique
     * id.
     */
    Map<String, IdentityStatus> of(Set<String> ids);
}
