package dev.curfew.core.lease;

import java.time.Instant;
import java.util.Optional;

/** Calls AWS with a session until its role's own policy denies it. */
public interface Probe {

    /**
     * The time of the first call that a policy of the role denied explicitly; empty when none was
     * until {@code giveUpAt}. A refusal for another reason does not count.
     */
    Optional<Instant> firstDenied(SessionCredentials session, Instant giveUpAt);
}
