package dev.curfew.core.lifecycle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Terms for tests. */
public final class InMemoryCatalogue implements Catalogue {

    private final Map<String, Exemption> exemptions = new HashMap<>();
    private Limits limits = Limits.DEFAULT;
    private @Nullable Stop stop;
    private boolean unreadable;

    @Override
    public Terms terms() {
        if (unreadable) {
            throw new IllegalStateException("the terms cannot be read");
        }
        return new Terms(limits, exemptions, stop, List.of());
    }

    @Override
    public Limits apply(Limits next) {
        if (limits.version() == 0 || !limits.saySameAs(next)) {
            limits = next.inForce(limits.version() + 1, String.valueOf(next.appliedBy()));
        }
        return limits;
    }

    @Override
    public void exempt(Exemption exemption) {
        exemptions.put(exemption.identity(), exemption);
    }

    @Override
    public void stop(Stop next) {
        if (stop == null) {
            stop = next;
        }
    }

    @Override
    public void resume() {
        stop = null;
    }

    /** Lets every question for the terms fail from now on. */
    public void becomeUnreadable() {
        unreadable = true;
    }
}
