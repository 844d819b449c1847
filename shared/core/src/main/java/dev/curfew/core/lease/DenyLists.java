package dev.curfew.core.lease;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deny list of each role: what its policy has to deny. Ending a lease enters its denial with
 * the same write ({@link Leases#write}); here is what becomes of it.
 */
public interface DenyLists {

    /** A role's list, read consistently. */
    DenyList on(String role);

    /** Enters a denial for a session that is yet to be opened. */
    void enter(Denial denial);

    /** Notes that the role's policy holds the denial. */
    void applied(Denial denial, Instant at);

    /** Takes denials out that no live session needs. */
    void remove(List<Denial> over);

    /**
     * Roles whose policy has to be brought up to its list: a denial has waited too long, one is
     * over, or somebody who wrote the policy did not come to an end. A list that changed just
     * before may be missing.
     */
    Set<String> due(Instant now);

    /**
     * Makes the owner the one who writes the role's policy, until that time or until it is done. It
     * saves writes that would meet one another; that nothing is lost does not rest on it.
     */
    Turn take(String role, String owner, Instant now, Instant until);

    /**
     * Ends the owner's turn.
     *
     * @param lookAgainAt when the policy has to be written once more, whatever stands in the list;
     *     null for never
     */
    void give(String role, String owner, @Nullable Instant lookAgainAt);

    /** What became of asking for a turn. */
    sealed interface Turn {
        /** Another's turn it is. */
        record Others() implements Turn {}

        /**
         * It is the owner's.
         *
         * @param unfinished an earlier owner did not come to an end, and may still write
         * @param lookAgainAt what an earlier owner had left to be done
         */
        record Yours(boolean unfinished, @Nullable Instant lookAgainAt) implements Turn {}
    }
}
