package dev.curfew.core.lease;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One issued session.
 *
 * @param grant what it gives
 * @param roleId IAM's unique id of its role; null until STS has told it
 * @param accessKey id of the key that its session was handed out with, which is no secret; null
 *     until then
 * @param endedAt when it left {@code ACTIVE} or {@code PENDING}
 * @param receipt how its end took effect, where its role had to deny it
 * @param counted whether it still counts as a session of its role and its holder
 * @param journal where its journal stands
 * @param version counts its changes, from 1
 */
public record Lease(
        Grant grant,
        @Nullable String roleId,
        @Nullable String accessKey,
        LeaseState state,
        @Nullable Instant endedAt,
        @Nullable Receipt receipt,
        boolean counted,
        Chain journal,
        long version) {

    /**
     * The issuing function is ended well before, so a lease still {@code PENDING} then was left by
     * a crash.
     */
    static final Duration PENDING_LIMIT = Duration.ofSeconds(60);

    /**
     * A change of a lease, with all that is written in one go with it.
     *
     * @param before what is replaced; null for a lease that is new
     * @param entry what the journal says of it; null for mere bookkeeping
     * @param denial the entry that its role's deny list gets; null for none
     */
    public record Change(
            @Nullable Lease before, Lease after, @Nullable Entry entry, @Nullable Denial denial) {}

    public LeaseId id() {
        return grant.lineage().self();
    }

    public Holder holder() {
        return grant.holder();
    }

    public String task() {
        return grant.task();
    }

    public String role() {
        return grant.role();
    }

    public Lineage lineage() {
        return grant.lineage();
    }

    public Instant issuedAt() {
        return grant.issuedAt();
    }

    public Instant expiresAt() {
        return grant.expiresAt();
    }

    public Instant sessionEndsAt() {
        return grant.sessionEndsAt();
    }

    /**
     * When {@code expire} has to look at this lease next; null when there is nothing left to do.
     */
    public @Nullable Instant dueAt() {
        return switch (state) {
            case PENDING -> earlier(issuedAt().plus(PENDING_LIMIT), expiresAt());
            case ACTIVE -> expiresAt();
            case RELEASED, REVOKED, EXPIRED, FAILED -> counted ? sessionEndsAt() : null;
        };
    }

    /** Whether its session may be used at that time. */
    public boolean isActive(Instant now) {
        return state == LeaseState.ACTIVE && now.isBefore(expiresAt());
    }

    // ---- What can become of it ----

    /** A lease that is written ahead, before STS is asked for its session. */
    static Change requested(Grant grant, String by) {
        Lease pending =
                new Lease(grant, null, null, LeaseState.PENDING, null, null, true, Chain.EMPTY, 1);
        Map<String, String> detail =
                Map.of(
                        "task", grant.task(),
                        "agent", grant.agent(),
                        "holder", grant.holder().arn(),
                        "role", grant.role(),
                        "lineage", grant.lineage().toString(),
                        "reason", grant.reason(),
                        "expiresAt", grant.expiresAt().toString());
        return change(null, pending, grant.issuedAt(), "requested", by, detail, null);
    }

    /** Its session was opened and is about to be handed out. */
    Change activated(String roleId, String accessKey, Instant at) {
        Lease active =
                new Lease(
                        grant,
                        roleId,
                        accessKey,
                        LeaseState.ACTIVE,
                        null,
                        null,
                        counted,
                        journal,
                        version + 1);
        return change(
                this,
                active,
                at,
                "issued",
                "curfew.issue",
                Map.of("roleId", roleId, "accessKey", accessKey),
                null);
    }

    /** Its deadline passed, which its own session policy has made good already. */
    Change expired() {
        Lease ended = in(LeaseState.EXPIRED, expiresAt(), receipt, counted);
        return change(this, ended, expiresAt(), "expired", "curfew.expire", Map.of(), null);
    }

    /** STS opened no session for it, so it stops counting at once. */
    Change withoutSession(Instant at, String why) {
        Lease failed = in(LeaseState.FAILED, at, receipt, false);
        return change(this, failed, at, "failed", "curfew.issue", Map.of("why", why), null);
    }

    /**
     * A crash left it: nobody was given its session, but one may be live, so its role denies it.
     */
    Change abandoned(Instant at) {
        Lease failed = in(LeaseState.FAILED, at, receipt, counted);
        Map<String, String> detail = Map.of("why", "its issuing was not finished");
        return change(this, failed, at, "failed", "curfew.expire", detail, denial(at));
    }

    /**
     * It was ended before its deadline. Its role denies it, and it keeps counting until its session
     * has certainly ended.
     *
     * @param state {@code RELEASED} or {@code REVOKED}
     * @param by who ended it: a principal's ARN, or a part of Curfew
     */
    Change ended(LeaseState state, Instant at, String by, String reason) {
        String what =
                switch (state) {
                    case RELEASED -> "released";
                    case REVOKED -> "revoked";
                    case PENDING, ACTIVE, EXPIRED, FAILED ->
                            throw new IllegalArgumentException(state + " is no early end");
                };
        Lease ended = in(state, at, receipt, counted);
        return change(this, ended, at, what, by, Map.of("reason", reason), denial(at));
    }

    /** Its session is needed no longer, and its role denies it already. */
    Change finished(Instant at) {
        Lease ended = in(LeaseState.RELEASED, at, receipt, counted);
        return change(this, ended, at, "released", "curfew.issue", Map.of(), null);
    }

    /** Its role's policy now denies it. */
    public Change denied(Instant requestedAt, Instant deniedAt) {
        Lease denied = in(state, endedAt, Receipt.unseen(requestedAt, deniedAt), counted);
        Map<String, String> detail = Map.of("requestedAt", requestedAt.toString());
        return change(this, denied, deniedAt, "denied", "curfew.revoke", detail, null);
    }

    /** Its denial was seen; it must have a receipt. */
    public Change seen(Instant at, Receipt.Witness by) {
        if (receipt == null) {
            throw new IllegalStateException("what was not denied cannot be seen to be");
        }
        Lease seen = in(state, endedAt, receipt.seen(at, by), counted);
        String teller = by == Receipt.Witness.TRAIL ? "curfew.watch" : "curfew.revoke";
        return change(this, seen, at, "seen", teller, Map.of("by", by.name()), null);
    }

    /** It no longer counts among its role's and its holder's sessions. */
    Change settled() {
        return new Change(this, in(state, endedAt, receipt, false), null, null);
    }

    private Denial denial(Instant at) {
        return new Denial(role(), lineage(), at, sessionEndsAt(), null, false);
    }

    private static Change change(
            @Nullable Lease before,
            Lease after,
            Instant at,
            String what,
            String by,
            Map<String, String> detail,
            @Nullable Denial denial) {
        Entry entry = after.journal.next(after.id().value(), at, what, by, detail);
        Lease journaled =
                new Lease(
                        after.grant,
                        after.roleId,
                        after.accessKey,
                        after.state,
                        after.endedAt,
                        after.receipt,
                        after.counted,
                        after.journal.with(entry),
                        after.version);
        return new Change(before, journaled, entry, denial);
    }

    private Lease in(
            LeaseState state,
            @Nullable Instant endedAt,
            @Nullable Receipt receipt,
            boolean counted) {
        return new Lease(
                grant, roleId, accessKey, state, endedAt, receipt, counted, journal, version + 1);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
