package dev.curfew.core.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An account for tests: it knows what it was told. */
public final class FakeAccount implements Account {

    private final Map<String, NameHistory.Bearer> bearers = new HashMap<>();
    private final Map<String, IdentityStatus> statuses = new HashMap<>();
    private final Map<String, Principal> principals = new HashMap<>();
    private int questions;
    private boolean fails;

    @Override
    public Optional<NameHistory.Bearer> bearerNow(IdentityKind kind, String name) {
        questions++;
        return Optional.ofNullable(bearers.get(kind + name));
    }

    @Override
    public Optional<IdentityStatus> statusNow(IdentityKind kind, String id, String userName) {
        questions++;
        return Optional.ofNullable(statuses.get(id));
    }

    @Override
    public Optional<Principal> detailsNow(IdentityKind kind, String name) {
        if (fails) {
            throw new IllegalStateException("throttled");
        }
        return Optional.ofNullable(principals.get(kind + name));
    }

    /** A user or role that the account shows whole. */
    public FakeAccount with(IdentityKind kind, Principal principal) {
        principals.put(kind + principal.name(), principal);
        return with(
                kind,
                principal.name(),
                new NameHistory.Bearer(principal.id(), principal.created()));
    }

    public FakeAccount with(IdentityKind kind, String name, NameHistory.Bearer bearer) {
        bearers.put(kind + name, bearer);
        return this;
    }

    public FakeAccount with(String id, IdentityStatus status) {
        statuses.put(id, status);
        return this;
    }

    /** From now on it does not say how anybody stands. */
    public void failing() {
        fails = true;
    }

    /** How often it was asked. */
    public int questions() {
        return questions;
    }
}
