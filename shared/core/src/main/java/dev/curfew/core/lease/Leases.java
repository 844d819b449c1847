package dev.curfew.core.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where leases are kept. Every change of a lease is conditional on what was read, so what two
 * writers do at once cannot be lost.
 */
public interface Leases {

    /**
     * Writes a new lease with its journal entry and counts it as a session of its role and of its
     * holder, all or nothing, and only while its holder is not halted and every lease above it is
     * {@code ACTIVE}.
     *
     * @param limits the most sessions that a role and a holder may have
     */
    Opening open(Lease.Change requested, Limits limits);

    /** The lease of that id as it stands now, read consistently. */
    Optional<Lease> find(LeaseId id);

    /** The leases delegated from this one, and from those, read consistently. */
    List<LeaseId> below(Lineage lineage);

    /** The leases of the holder of that unique id whose sessions may be live, read consistently. */
    List<LeaseId> heldBy(String holder, Instant now);

    /** How many sessions of each role are counted now, read consistently. */
    Map<String, Integer> sessionsOn(List<String> roles);

    /**
     * Writes a change with its journal entry and its denial. When the lease stops being counted,
     * its role's and holder's counts go down with the same write.
     *
     * @return false when the lease no longer stands as the change found it; nothing was written
     *     then
     */
    boolean write(Lease.Change change);

    /**
     * Up to {@code limit} leases that were due at {@code now} or before. A lease written just
     * before may be missing.
     */
    Due due(Instant now, int limit);

    /**
     * What is due.
     *
     * @param unreadable leases that are due too and cannot be read, by id, and why
     */
    record Due(List<Lease> leases, Map<String, String> unreadable) {
        /** Nothing. */
        public static final Due NOTHING = new Due(List.of(), Map.of());

        public Due {
            leases = List.copyOf(leases);
            unreadable = Map.copyOf(unreadable);
        }

        int size() {
            return leases.size() + unreadable.size();
        }
    }

    /** Every lease that is kept, in no order. */
    List<Lease> list();

    /** The most sessions that may be live at once. */
    record Limits(int perRole, int perHolder) {
        /** What a role's deny list can hold, and a twentieth of it for each holder. */
        public static final Limits DEFAULT = new Limits(400, 20);
    }

    /** What became of writing ahead. */
    enum Opening {
        OPENED,
        ROLE_FULL,
        HOLDER_FULL,
        /** Too many of its leases were ended on findings, and no person has looked yet. */
        HOLDER_HALTED,
        /** A lease above it is no longer {@code ACTIVE}. */
        ANCESTOR_ENDED
    }
}
