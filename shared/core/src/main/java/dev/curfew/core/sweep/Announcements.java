package dev.curfew.core.sweep;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;

/**
 * Tells people what a run found out, as well as it can: it will stand in the inventory whatever
 * becomes of this, so a failure is logged and counted and stops nothing. What was told may be told
 * again.
 */
public interface Announcements {

    /** Something new is to be known about an identity. */
    void found(Identity identity, Finding finding);
}
