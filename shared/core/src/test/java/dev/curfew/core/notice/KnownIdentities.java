package dev.curfew.core.notice;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory of what a test puts into it. */
public final class KnownIdentities implements Directory {

    private final Map<String, Identity> identities = new HashMap<>();
    private @Nullable Limits limits = Limits.DEFAULT;

    public void add(Identity identity) {
        identities.put(identity.id(), identity);
    }

    /** Null for those that cannot be understood. */
    public void limits(@Nullable Limits limits) {
        this.limits = limits;
    }

    @Override
    public Optional<Identity> find(String id) {
        return Optional.ofNullable(identities.get(id));
    }

    @Override
    public Optional<Limits> limits() {
        return Optional.ofNullable(limits);
    }
}
