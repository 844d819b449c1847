package dev.curfew.core.lease;

import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Leases for tests, with the deny lists and the journal that change with them. */
public final class InMemoryLeases implements Leases {

    private final Map<LeaseId, Lease> leases = new LinkedHashMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    private final InMemoryDenyLists denyLists = new InMemoryDenyLists();
    private final List<Entry> journal = new ArrayList<>();
    private Predicate<Holder> halted = holder -> false;

    @Override
    public synchronized Opening open(Lease.Change requested, Limits limits) {
        Lease pending = requested.after();
        if (halted.test(pending.holder())) {
            return Opening.HOLDER_HALTED;
        }
        for (LeaseId ancestor : pending.lineage().ancestors()) {
            if (find(ancestor).filter(lease -> lease.isActive(pending.issuedAt())).isEmpty()) {
                return Opening.ANCESTOR_ENDED;
            }
        }
        if (count(lease -> lease.role().equals(pending.role())) >= limits.perRole()) {
            return Opening.ROLE_FULL;
        }
        if (count(lease -> lease.holder().id().equals(pending.holder().id()))
                >= limits.perHolder()) {
            return Opening.HOLDER_FULL;
        }
        leases.put(pending.id(), pending);
        note(requested.entry());
        return Opening.OPENED;
    }

    @Override
    public synchronized Optional<Lease> find(LeaseId id) {
        return Optional.ofNullable(leases.get(id));
    }

    @Override
    public synchronized List<LeaseId> below(Lineage lineage) {
        return leases.values().stream()
                .filter(lease -> lease.lineage().ancestors().contains(lineage.self()))
                .map(Lease::id)
                .toList();
    }

    @Override
    public synchronized List<LeaseId> heldBy(String holder, Instant now) {
        return leases.values().stream()
                .filter(lease -> lease.holder().id().equals(holder))
                .filter(lease -> !lease.sessionEndsAt().isBefore(now))
                .map(Lease::id)
                .toList();
    }

    /** Says from now on who is halted. */
    public synchronized void halted(Predicate<Holder> halted) {
        this.halted = halted;
    }

    @Override
    public synchronized Map<String, Integer> sessionsOn(List<String> roles) {
        Map<String, Integer> counts = new HashMap<>();
        roles.forEach(role -> counts.put(role, (int) count(lease -> lease.role().equals(role))));
        return counts;
    }

    @Override
    public synchronized boolean write(Lease.Change change) {
        Lease before = Objects.requireNonNull(change.before());
        if (!leases.replace(before.id(), before, change.after())) {
            return false;
        }
        note(change.entry());
        Denial denial = change.denial();
        if (denial != null) {
            denyLists.enter(denial);
        }
        return true;
    }

    @Override
    public synchronized Due due(Instant now, int limit) {
        return new Due(
                leases.values().stream().filter(lease -> isDue(lease, now)).limit(limit).toList(),
                unreadable);
    }

    /** Something is due from now on that cannot be read. */
    public synchronized void holdUnreadable(String what, String why) {
        unreadable.put(what, why);
    }

    /** Every lease, in the order of issue. */
    @Override
    public synchronized List<Lease> list() {
        return new ArrayList<>(leases.values());
    }

    public InMemoryDenyLists denyLists() {
        return denyLists;
    }

    /** What the journal says of a lease, in words and in order. */
    public synchronized List<String> journalOf(LeaseId id) {
        return journal.stream()
                .filter(entry -> entry.subject().equals(id.value()))
                .map(Entry::what)
                .toList();
    }

    /** Every entry of the journal, in the order of their writing. */
    public synchronized List<Entry> journal() {
        return List.copyOf(journal);
    }

    private void note(@Nullable Entry entry) {
        if (entry != null) {
            journal.add(entry);
        }
    }

    private long count(Predicate<Lease> which) {
        return leases.values().stream().filter(Lease::counted).filter(which).count();
    }

    private static boolean isDue(Lease lease, Instant now) {
        Instant due = lease.dueAt();
        return due != null && !due.isAfter(now);
    }
}
