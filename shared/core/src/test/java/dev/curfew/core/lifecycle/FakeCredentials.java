package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One kind of credentials for tests; it notes every order that changes something. */
public final class FakeCredentials implements Credentials {

    private final IdentityKind kind;
    private final Map<String, IdentityStatus> statuses = new LinkedHashMap<>();
    private final Map<String, LastUse> uses = new LinkedHashMap<>();
    private final List<String> orders = new ArrayList<>();

    public FakeCredentials(IdentityKind kind) {
        this.kind = kind;
    }

    /** Makes a credential, never used. */
    public void make(String id, IdentityStatus status) {
        statuses.put(id, status);
    }

    /** Says when a credential was used last. */
    public void used(String id, LastUse use) {
        uses.put(id, use);
    }

    /** How a credential stands; empty when there is none. */
    public Optional<IdentityStatus> status(String id) {
        return Optional.ofNullable(statuses.get(id));
    }

    /** Every order that changed something, such as {@code disable AKIA…}. */
    public List<String> orders() {
        return List.copyOf(orders);
    }

    @Override
    public IdentityKind kind() {
        return kind;
    }

    @Override
    public Optional<List<Listed>> of(String userName) {
        return Optional.of(
                statuses.entrySet().stream()
                        .map(each ->
                                new Listed(
                                        each.getKey(), each.getValue(), Instant.EPOCH, null, null))
                        .toList());
    }

    @Override
    public LastUse lastUse(Identity credential) {
        return uses.getOrDefault(credential.id(), new LastUse.Never());
    }

    @Override
    public Done disable(Identity credential) {
        return update("disable", credential, IdentityStatus.INACTIVE);
    }

    @Override
    public Done enable(Identity credential) {
        return update("enable", credential, IdentityStatus.ACTIVE);
    }

    @Override
    public Done delete(Identity credential) {
        if (statuses.remove(credential.id()) == null) {
            return Done.GONE;
        }
        orders.add("delete " + credential.id());
        return Done.YES;
    }

    private Done update(String order, Identity credential, IdentityStatus status) {
        if (!statuses.containsKey(credential.id())) {
            return Done.GONE;
        }
        if (statuses.put(credential.id(), status) != status) {
            orders.add(order + " " + credential.id());
        }
        return Done.YES;
    }
}
