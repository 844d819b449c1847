package dev.curfew.core.identity;

import dev.curfew.core.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
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
    public void noteDeletion(
            IdentityKind kind, String account, String name, NameHistory.Deletion deletion) {
        deletions
                .computeIfAbsent(new Name(kind, account, lower(name)), each -> new ArrayList<>())
                .add(deletion);
    }

    @Override
    public NameHistory history(IdentityKind kind, String account, String name) {
        List<NameHistory.Bearer> bearers = new ArrayList<>();
        for (Identity identity : identities.values()) {
            Identity.Creation created = identity.created();
            boolean bears =
                    identity.kind() == kind
                            && identity.account().equals(account)
                            && identity.name() != null
                            && lower(identity.name()).equals(lower(name));
            if (bears && created != null) {
                bearers.add(new NameHistory.Bearer(identity.id(), created.at()));
            }
        }
        return new NameHistory(
                bearers, deletions.getOrDefault(new Name(kind, account, lower(name)), List.of()));
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
