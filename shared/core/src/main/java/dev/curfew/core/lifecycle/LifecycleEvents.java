package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import java.time.Instant;

/**
 * Tells the rest of the world what the limits did and what people asked for, as well as it can: it
 * stands in the table already, so a failure is logged and counted and stops nothing; only a warning
 * has to be told. What was told may be told again.
 */
public interface LifecycleEvents {

    /** What can happen to an identity. */
    enum What {
        WARNED,
        DISABLED,
        QUARANTINED,
        DELETED,
        RESTORED,
        EXEMPTED,
        APPROVED
    }

    /**
     * Something happened to an identity.
     *
     * @param identity as it stands after that
     * @param by ARN of the person who asked for it, or the part of Curfew that did it
     * @param reason one sentence
     * @throws RuntimeException when it is a warning that is not on its way: a warning is no warning
     *     before it was told
     */
    void happened(What what, Identity identity, String by, String reason);

    /** These limits are in force. */
    void applied(Limits limits);

    /** All automatic action is halted. */
    void stopped(Stop stop);

    /** Automatic action goes on. */
    void resumed(Instant at, String by, String reason);
}
