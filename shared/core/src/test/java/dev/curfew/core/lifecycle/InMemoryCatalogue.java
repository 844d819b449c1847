package dev.curfew.core.lifecycle;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A catalogue for tests. */
public final class InMemoryCatalogue implements Catalogue {

    private final Map<String, Exemption> exemptions = new HashMap<>();
    private Limits limits;
    private @Nullable Stop stop;
    private boolean readable = true;

    /** Nobody has applied any limits yet. */
    public InMemoryCatalogue() {
        this(Limits.DEFAULT);
    }

    public InMemoryCatalogue(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Terms terms() {
        if (!readable) {
            throw new IllegalStateException("the terms cannot be read");
        }
        return new Terms(
                limits, exemptions, stop, List.of("arn:aws:iam::123456789012:role/curfew-*"));
    }

    @Override
    public Limits apply(Limits next, Instant at) {
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
    public Stop stop(Stop next) {
        if (stop == null) {
            stop = next;
        }
        return stop;
    }

    @Override
    public void resume(Instant at, String by, String reason) {
        stop = null;
    }

    /** Lets every question for the terms fail from now on. */
    public void becomeUnreadable() {
        readable(false);
    }

    /** Whether the terms can be read. */
    public void readable(boolean can) {
        readable = can;
    }
}
