package dev.curfew.core.identity;

import java.util.ArrayList;
import java.util.List;

/** Remembers, for tests. */
public final class RecordedIdentityEvents implements IdentityEvents {

    private final List<Identity> recorded = new ArrayList<>();

    @Override
    public void recorded(Identity identity) {
        recorded.add(identity);
    }

    public List<Identity> recorded() {
        return List.copyOf(recorded);
    }
}
