package dev.curfew.core.watch;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Head;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.LeaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a holder is halted, and what may lead to it.
 *
 * @param revocations the leases that were ended on findings lately; for one that is halted, those
 *     that it was halted for
 * @param haltedAt since when nothing is issued to it; null while things are
 * @param askedAt when the end of all its leases was asked for; null while it was not
 * @param liftedAt when a person let issuing go on last
 * @param journal where its journal stands
 * @param version counts its changes, from 1
 */
public record Halt(
        Holder holder,
        List<Revocation> revocations,
        @Nullable Instant haltedAt,
        @Nullable Instant askedAt,
        @Nullable Instant liftedAt,
        Chain journal,
        long version) {

    /** A lease that was ended on a finding. */
    public record Revocation(LeaseId lease, String finding, Instant at) {}

    /**
     * A change, with what is written in one go with it.
     *
     * @param before what is replaced; null for the first
     * @param entry what the journal says of it; null for mere counting
     */
    public record Change(@Nullable Halt before, Halt after, @Nullable Entry entry) {}

    public Halt {
        revocations = List.copyOf(revocations);
    }

    static Halt none(Holder holder) {
        return new Halt(holder, List.of(), null, null, null, Chain.EMPTY, 0);
    }

    /** What the holder's journal is kept under. */
    public String subject() {
        return Head.HOLDER + holder.id();
    }

    public boolean isHalted() {
        return haltedAt != null;
    }

    /** The findings that it rests on, in the order of their revocations. */
    public List<String> findings() {
        return revocations.stream().map(Revocation::finding).distinct().toList();
    }

    boolean counts(LeaseId lease) {
        return revocations.stream().anyMatch(each -> each.lease().equals(lease));
    }

    /** One more lease is to be ended; when that is more than the limit gives, the holder halts. */
    Change counted(LeaseId lease, String finding, Instant now, Limit limit) {
        List<Revocation> lately = new ArrayList<>(revocations);
        lately.removeIf(each -> each.at().plus(limit.window()).isBefore(now));
        lately.add(new Revocation(lease, finding, now));
        @Nullable Halt before = version == 0 ? null : this;
        if (lately.size() <= limit.revocations()) {
            Halt after = new Halt(holder, lately, null, null, liftedAt, journal, version + 1);
            return new Change(before, after, null);
        }
        Halt halted = new Halt(holder, lately, now, null, liftedAt, journal, version + 1);
        Map<String, String> detail =
                Map.of(
                        "holder",
                        holder.arn(),
                        "findings",
                        String.join(" ", halted.findings()),
                        "leases",
                        lately.stream()
                                .map(each -> each.lease().value())
                                .collect(Collectors.joining(" ")),
                        "limit",
                        limit.revocations() + " in " + limit.window());
        return halted.journaled(before, now, "halted", "curfew.watch", detail);
    }

    /** The end of all its leases was asked for. */
    Change asked(Instant now) {
        return new Change(
                this,
                new Halt(holder, revocations, haltedAt, now, liftedAt, journal, version + 1),
                null);
    }

    /** A person lets issuing go on; counting begins anew. */
    Change lifted(Instant now, String by, String reason) {
        return new Halt(holder, List.of(), null, null, now, journal, version + 1)
                .journaled(this, now, "lifted", by, Map.of("reason", reason));
    }

    private Change journaled(
            @Nullable Halt before, Instant at, String what, String by, Map<String, String> detail) {
        Entry entry = journal.next(subject(), at, what, by, detail);
        return new Change(
                before,
                new Halt(
                        holder,
                        revocations,
                        haltedAt,
                        askedAt,
                        liftedAt,
                        journal.with(entry),
                        version),
                entry);
    }

    /**
     * How many of a holder's leases are ended one by one.
     *
     * @param revocations at most so many
     * @param window within this time
     */
    public record Limit(int revocations, Duration window) {

        /** As long as nothing was set. */
        public static final Limit USUAL = new Limit(5, Duration.ofHours(1));

        public Limit {
            if (revocations < 1) {
                throw new IllegalArgumentException("a holder halts after one revocation or more");
            }
        }
    }
}
