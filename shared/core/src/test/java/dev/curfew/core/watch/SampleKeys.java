package dev.curfew.core.watch;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.InMemoryCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access keys as IAM knows them, for tests. */
public final class SampleKeys implements Credentials {

    private final Map<String, List<Listed>> listed = new HashMap<>();
    private final Map<String, LastUse> uses = new HashMap<>();
    private int asked;

    /** What knows of no key at all. */
    public static KeyCalls none() {
        return new KeyCalls(new InMemoryInventory(), new SampleKeys(), new InMemoryCatalogue());
    }

    /** What knows that key, used just before. */
    public static KeyCalls knowing(String id, String user, Instant usedAt) {
        InMemoryInventory inventory = new InMemoryInventory();
        Identity key =
                Identity.found(
                                id,
                                IdentityKind.ACCESS_KEY,
                                "123456789012",
                                user,
                                IdentityStatus.ACTIVE,
                                usedAt,
                                usedAt)
                        .edit()
                        .evidence(new Evidence(new LastUse.Used(usedAt, null, null), usedAt))
                        .first();
        Entry entry = Chain.EMPTY.next(id, usedAt, "recorded", "test", Map.of());
        inventory.put(null, key.with(entry), entry);
        return new KeyCalls(inventory, new SampleKeys(), new InMemoryCatalogue());
    }

    public SampleKeys has(String user, Listed key) {
        listed.computeIfAbsent(user, name -> new ArrayList<>()).add(key);
        return this;
    }

    public SampleKeys used(String key, LastUse use) {
        uses.put(key, use);
        return this;
    }

    /** How often IAM was asked. */
    public int asked() {
        return asked;
    }

    @Override
    public IdentityKind kind() {
        return IdentityKind.ACCESS_KEY;
    }

    @Override
    public Optional<List<Listed>> of(String userName) {
        asked++;
        return Optional.ofNullable(listed.get(userName));
    }

    @Override
    public LastUse lastUse(Identity credential) {
        asked++;
        return uses.getOrDefault(credential.id(), new LastUse.Unknown("not told"));
    }

    @Override
    public Done disable(Identity credential) {
        throw new AssertionError("nobody is disabled here");
    }

    @Override
    public Done enable(Identity credential) {
        throw new AssertionError("nobody is enabled here");
    }

    @Override
    public Done delete(Identity credential) {
        throw new AssertionError("nobody is deleted here");
    }
}
