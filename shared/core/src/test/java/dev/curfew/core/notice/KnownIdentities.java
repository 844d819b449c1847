package dev.curfew.core.notice;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A directory of what a test puts into it. */
public final class KnownIdentities implements Directory {

    private final Map<String, Identity> identities = new HashMap<>();
    private @Nullable Limits limits = Limits.DEFAULT;

    /** Details of which nothing but an owner is known. */
    public static Details ownedBy(String owner) {
        return new Details(
                new TreeMap<>(Map.of("owner", owner)),
                Details.NONE.policies(),
                Details.NONE.groups(),
                null,
                Details.NONE.powers(),
                null,
                false,
                null,
                null,
                null);
    }

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
