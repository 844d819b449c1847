package dev.curfew.core.sweep;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Tells people what a run found out, as well as it can: it stands in the inventory already, so a
 * failure is logged and counted and stops nothing.
 */
public interface Announcements {

    /**
     * An identity will be disabled.
     *
     * @param user the user whom it belongs to; null when that is not known
     * @param reason one sentence with the numbers that decided
     */
    void warned(Identity identity, @Nullable Identity user, String reason);

    /** Something new is to be known about an identity. */
    void found(Identity identity, Finding finding);
}
