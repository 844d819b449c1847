package dev.curfew.core.lifecycle;

import java.util.Optional;
import java.util.TreeMap;

/** Plans for tests. */
public final class InMemoryPlans implements Plans {

    private final TreeMap<String, Plan> plans = new TreeMap<>();

    @Override
    public void keep(Plan plan) {
        Plan before = plans.putIfAbsent(plan.run(), plan);
        if (before != null && !before.equals(plan)) {
            throw new IllegalStateException("another plan of the run is kept");
        }
    }

    @Override
    public Optional<Plan> find(String run) {
        return Optional.ofNullable(plans.get(run));
    }

    @Override
    public Optional<Plan> last() {
        return plans.isEmpty() ? Optional.empty() : Optional.of(plans.lastEntry().getValue());
    }
}
