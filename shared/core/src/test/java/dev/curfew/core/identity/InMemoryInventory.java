package dev.curfew.core.identity;

import dev.curfew.core.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An inventory for tests. */
public final class InMemoryInventory implements Inventory {

    private record Name(IdentityKind kind, String account, String name) {}

    private final Map<String, Identity> identities = new LinkedHashMap<>();
    private final Map<Name, Map<String, NameHistory.Bearer>> bearers = new HashMap<>();
    private final Map<Name, Set<NameHistory.Rename>> renames = new HashMap<>();
    private final Map<Name, List<NameHistory.Deletion>> deletions = new HashMap<>();
    private final List<Entry> journal = new ArrayList<>();
    private int writes;

    @Override
    public Optional<Identity> find(String id) {
        return Optional.ofNullable(identities.get(id));
    }

    @Override
    public Map<String, Identity> find(Set<String> ids) {
        Map<String, Identity> found = new HashMap<>(identities);
        found.keySet().retainAll(ids);
        return found;
    }

    @Override
    public List<Identity> credentialsOf(String userId) {
        return list().stream().filter(each -> userId.equals(each.user())).toList();
    }

    @Override
    public List<Identity> list() {
        return identities.values().stream()
                .filter(identity -> identity.status() != IdentityStatus.DELETED)
                .toList();
    }

    @Override
    public boolean put(@Nullable Identity before, Identity after, Entry entry) {
        if (!Optional.ofNullable(before).equals(find(after.id()))) {
            return false;
        }
        Identity.Creation created = after.created();
        String name = after.name();
        if (created != null
                && created.by() == null
                && name != null
                && after.kind().isPrincipal()
                && (before == null || before.created() == null)) {
            noteBearer(
                    after.kind(),
                    after.account(),
                    name,
                    new NameHistory.Bearer(after.id(), created.at()));
        }
        identities.put(after.id(), after);
        journal.add(entry);
        writes++;
        return true;
    }

    @Override
    public boolean note(Identity before, Identity after) {
        if (!Optional.of(before).equals(find(after.id()))) {
            return false;
        }
        identities.put(after.id(), after);
        writes++;
        return true;
    }

    @Override
    public void noteBearer(
            IdentityKind kind, String account, String name, NameHistory.Bearer bearer) {
        bearers.computeIfAbsent(new Name(kind, account, lower(name)), each -> new HashMap<>())
                .put(bearer.id(), bearer);
    }

    @Override
    public void noteRename(IdentityKind kind, String account, NameHistory.Rename rename) {
        for (String name : List.of(rename.from(), rename.to())) {
            renames.computeIfAbsent(new Name(kind, account, lower(name)), each -> new HashSet<>())
                    .add(rename);
        }
    }

    @Override
    public void noteDeletion(
            IdentityKind kind, String account, String name, NameHistory.Deletion deletion) {
        deletions
                .computeIfAbsent(new Name(kind, account, lower(name)), each -> new ArrayList<>())
                .add(deletion);
    }

    @Override
    public NameHistory history(IdentityKind kind, String account, String name) {
        Name key = new Name(kind, account, lower(name));
        Set<NameHistory.Rename> moves = renames.getOrDefault(key, Set.of());
        return new NameHistory(
                List.copyOf(bearers.getOrDefault(key, Map.of()).values()),
                moves.stream().filter(move -> lower(move.to()).equals(key.name())).toList(),
                moves.stream().filter(move -> lower(move.from()).equals(key.name())).toList(),
                deletions.getOrDefault(key, List.of()));
    }

    /** Every identity ever recorded, deleted ones too. */
    public List<Identity> all() {
        return List.copyOf(identities.values());
    }

    /** The journal's entries of an identity. */
    public List<Entry> journal(String id) {
        return journal.stream().filter(entry -> entry.subject().equals(id)).toList();
    }

    /** How often an identity was written. */
    public int writes() {
        return writes;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
