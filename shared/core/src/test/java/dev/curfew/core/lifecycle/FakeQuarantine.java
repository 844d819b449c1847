package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A quarantine for tests; it notes every order that changes something. */
public final class FakeQuarantine implements Quarantine {

    private final Set<String> denied = new HashSet<>();
    private final Set<String> full = new HashSet<>();
    private final List<String> orders = new ArrayList<>();

    /** Leaves a role no room for another policy. */
    public void fill(String id) {
        full.add(id);
    }

    /** Every order that changed something, such as {@code begin AROA…}. */
    public List<String> orders() {
        return List.copyOf(orders);
    }

    @Override
    public Optional<IdentityStatus> statusNow(Identity role) {
        return Optional.of(
                denied.contains(role.id()) ? IdentityStatus.QUARANTINED : IdentityStatus.ACTIVE);
    }

    @Override
    public LastUse lastUse(Identity role) {
        return new LastUse.Never();
    }

    @Override
    public Done begin(Identity role) {
        if (full.contains(role.id())) {
            return Done.NO_ROOM;
        }
        if (denied.add(role.id())) {
            orders.add("begin " + role.id());
        }
        return Done.YES;
    }

    @Override
    public Done end(Identity role) {
        if (denied.remove(role.id())) {
            orders.add("end " + role.id());
        }
        return Done.YES;
    }
}
