package dev.curfew.core.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One issued session. Times are whole seconds, as IAM compares them.
 *
 * @param holder whom it was issued to: the unique id of the user or role that proved to ask
 * @param task the task's name
 * @param role ARN of the brokered role whose session it is
 * @param lineage {@code /root/…/this/}: the ids from the first lease of the chain down to this one
 * @param reason what the holder said it is for
 * @param sessionPolicy the policy its session was opened with, as sent to STS
 * @param issuedAt when it was written ahead
 * @param expiresAt its deadline: from this second on the session is denied everything
 * @param sessionEndsAt when STS has certainly ended the session, whatever happened in between
 * @param endedAt when it left {@code ACTIVE} or {@code PENDING}
 * @param counted whether it still counts as a session of its role and its holder
 * @param version counts its changes, from 1
 */
public record Lease(
        LeaseId id,
        String holder,
        String task,
        String role,
        String lineage,
        String reason,
        String sessionPolicy,
        Instant issuedAt,
        Instant expiresAt,
        Instant sessionEndsAt,
        LeaseState state,
        @Nullable Instant endedAt,
        boolean counted,
        long version) {

    /**
     * The issuing function is ended after this long, so a lease still {@code PENDING} then was left
     * by a crash.
     */
    static final Duration PENDING_LIMIT = Duration.ofSeconds(60);

    /**
     * When {@code expire} has to look at this lease next; null when there is nothing left to do.
     */
    public @Nullable Instant dueAt() {
        return switch (state) {
            case PENDING -> earlier(issuedAt.plus(PENDING_LIMIT), expiresAt);
            case ACTIVE -> expiresAt;
            case RELEASED, REVOKED, EXPIRED, FAILED -> counted ? sessionEndsAt : null;
        };
    }

    /** This lease, its session opened and about to be handed out. */
    public Lease activated() {
        return in(LeaseState.ACTIVE, null, counted);
    }

    /** This lease, ended. It keeps counting until its session has certainly ended. */
    public Lease ended(LeaseState state, Instant at) {
        if (state.isOpen()) {
            throw new IllegalArgumentException(state + " does not end a lease");
        }
        return in(state, at, counted);
    }

    /** This lease, no longer counted among its role's and its holder's sessions. */
    public Lease settled() {
        return in(state, endedAt, false);
    }

    private Lease in(LeaseState state, @Nullable Instant endedAt, boolean counted) {
        return new Lease(
                id,
                holder,
                task,
                role,
                lineage,
                reason,
                sessionPolicy,
                issuedAt,
                expiresAt,
                sessionEndsAt,
                state,
                endedAt,
                counted,
                version + 1);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
