package dev.curfew.core.journal;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the journals stand, according to the leases and identities themselves, and to the item of
 * the system.
 */
public interface Heads {

    /**
     * Every lease and identity and the system, in no order; what changes meanwhile may be as it was
     * before.
     */
    Stream<Head> all();

    /** Where one subject's journal stands now, read consistently; empty when it has no item. */
    Optional<Chain> of(String subject);
}
