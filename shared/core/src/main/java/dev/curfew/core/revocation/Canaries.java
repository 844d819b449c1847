package dev.curfew.core.revocation;

import dev.curfew.core.lease.LeaseId;
import java.time.Instant;
import java.util.Optional;

/** Has a session opened that a role's deny list denies already, and called until it is refused. */
public interface Canaries {

    /** When that session was first refused; empty when that was not seen. */
    Optional<Instant> watch(String role, LeaseId canary);
}
