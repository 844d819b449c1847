package dev.curfew.core.lifecycle;

import java.util.Optional;

/** Where plans are kept. A plan is never changed once it is kept. */
public interface Plans {

    /** Keeps a plan; keeping the same one again changes nothing. */
    void keep(Plan plan);

    /** The plan of a run. */
    Optional<Plan> find(String run);

    /** The plan of the last run that came to one. */
    Optional<Plan> last();
}
