package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import java.util.Optional;

/** Looks at a call of a lease's session. */
interface LeaseDetection {

    Kind kind();

    Optional<Suspicion> look(Call call, Lease lease);
}
