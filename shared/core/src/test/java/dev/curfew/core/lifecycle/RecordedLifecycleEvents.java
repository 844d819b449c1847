package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Remembers, for tests. */
public final class RecordedLifecycleEvents implements LifecycleEvents {

    /** What was told of an identity. */
    public record Told(What what, String identity, String by) {}

    private final List<Told> told = new ArrayList<>();
    private final List<String> halts = new ArrayList<>();
    private boolean losing;

    /** Whether what happens to identities is lost, as by a crash before it was told. */
    public void losing(boolean losing) {
        this.losing = losing;
    }

    @Override
    public void happened(What what, Identity identity, String by, String reason) {
        if (!losing) {
            told.add(new Told(what, identity.id(), by));
        }
    }

    @Override
    public void applied(Limits limits) {
        halts.add("limits " + limits.version() + " by " + limits.appliedBy());
    }

    @Override
    public void stopped(Stop stop) {
        halts.add("stopped by " + stop.by());
    }

    @Override
    public void resumed(Instant at, String by, String reason) {
        halts.add("resumed by " + by);
    }

    public List<Told> told() {
        return List.copyOf(told);
    }

    public List<String> halts() {
        return List.copyOf(halts);
    }
}
