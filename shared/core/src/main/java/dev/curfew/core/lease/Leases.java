package dev.curfew.core.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where leases are kept. Every write is conditional, so what two writers do at once cannot be lost.
 */
public interface Leases {

    /**
     * Writes a {@code PENDING} lease and counts it as a session of its role and of its holder, all
     * or nothing.
     *
     * @param limits the most sessions that a role and a holder may have
     */
    Opening open(Lease pending, Limits limits);

    /** The lease of that id as it stands now, read consistently. */
    Optional<Lease> find(LeaseId id);

    /** How many sessions of each role are counted now, read consistently. */
    Map<String, Integer> sessionsOn(List<String> roles);

    /**
     * Replaces a lease by its next version. When the lease stops being counted, its role's and
     * holder's counts go down with the same write.
     *
     * @return false when the lease is no longer at {@code before}'s version; nothing was written
     *     then
     */
    boolean replace(Lease before, Lease after);

    /**
     * Up to {@code limit} leases that were due at {@code now} or before. A lease written just
     * before may be missing.
     */
    List<Lease> due(Instant now, int limit);

    /** The most sessions that may be live at once. */
    record Limits(int perRole, int perHolder) {
        /** What a role's deny list can hold, and a twentieth of it for each holder. */
        public static final Limits DEFAULT = new Limits(400, 20);
    }

    /** What became of writing ahead. */
    enum Opening {
        OPENED,
        ROLE_FULL,
        HOLDER_FULL
    }
}
