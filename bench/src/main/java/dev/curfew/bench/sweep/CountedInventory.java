package dev.curfew.bench.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.NameHistory;
import dev.curfew.core.journal.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An inventory in memory that answers as fast as DynamoDB would and counts its writes: the table on
 * the local cloud would measure the emulator.
 */
final class CountedInventory implements Inventory {

    /** As many as one BatchGetItem reads, and about as many as one page of a scan has. */
    private static final int BATCH = 100;

    private static final int SCANNED = 700;

    private final Map<String, Identity> identities = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> credentials = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong notes = new AtomicLong();
    private final long latency;

    CountedInventory(long latency) {
        this.latency = latency;
    }

    /** How often an identity was written with its journal's entry since this was asked last. */
    long changes() {
        return changes.getAndSet(0);
    }

    /** How often one was written without. */
    long notes() {
        return notes.getAndSet(0);
    }

    int size() {
        return identities.size();
    }

    private void pause(int calls) {
        try {
            Thread.sleep(latency * calls);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<Identity> find(String id) {
        pause(1);
        return Optional.ofNullable(identities.get(id));
    }

    @Override
    public Map<String, Identity> find(Set<String> ids) {
        pause((ids.size() + BATCH - 1) / BATCH);
        Map<String, Identity> found = new HashMap<>();
        for (String id : ids) {
            Identity known = identities.get(id);
            if (known != null) {
                found.put(id, known);
            }
        }
        return found;
    }

    @Override
    public List<Identity> credentialsOf(String userId) {
        pause(2);
        return credentials.getOrDefault(userId, Set.of()).stream()
                .map(identities::get)
                .filter(each -> each != null && each.status() != IdentityStatus.DELETED)
                .toList();
    }

    @Override
    public List<Identity> list() {
        pause(1 + identities.size() / SCANNED);
        return identities.values().stream()
                .filter(each -> each.status() != IdentityStatus.DELETED)
                .toList();
    }

    @Override
    public boolean put(@Nullable Identity before, Identity after, Entry entry) {
        // A transaction of the identity and the journal's entry.
        pause(2);
        changes.incrementAndGet();
        return replace(before, after);
    }

    @Override
    public boolean note(Identity before, Identity after) {
        pause(1);
        notes.incrementAndGet();
        return replace(before, after);
    }

    private boolean replace(@Nullable Identity before, Identity after) {
        boolean done =
                before == null
                        ? identities.putIfAbsent(after.id(), after) == null
                        : identities.replace(after.id(), before, after);
        if (done && after.user() != null) {
            credentials
                    .computeIfAbsent(after.user(), user -> ConcurrentHashMap.newKeySet())
                    .add(after.id());
        }
        return done;
    }

    @Override
    public void noteBearer(
            IdentityKind kind, String account, String name, NameHistory.Bearer bearer) {
        throw new UnsupportedOperationException("a sweep does not note bearers by itself");
    }

    @Override
    public void noteRename(IdentityKind kind, String account, NameHistory.Rename rename) {
        throw new UnsupportedOperationException("a sweep does not note renames");
    }

    @Override
    public void noteDeletion(
            IdentityKind kind, String account, String name, NameHistory.Deletion deletion) {
        throw new UnsupportedOperationException("a sweep does not note deletions by itself");
    }

    @Override
    public NameHistory history(IdentityKind kind, String account, String name) {
        return new NameHistory(List.of(), List.of(), List.of(), List.of());
    }
}
