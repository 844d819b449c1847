package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import java.util.Optional;

/** A denied call for something that the lease does not give, whatever its conditions say. */
final class OutOfScope implements LeaseDetection {

    @Override
    public Kind kind() {
        return Kind.OUT_OF_SCOPE;
    }

    @Override
    public Optional<Suspicion> look(Call call, Lease lease) {
        if (!call.isDenied()) {
            return Optional.empty();
        }
        return Asked.of(call)
                .filter(asked -> Gift.of(lease.grant().sessionPolicy()).excludes(asked))
                .map(asked ->
                        new Suspicion(
                                Kind.OUT_OF_SCOPE,
                                Kind.Severity.MEDIUM,
                                "was denied `"
                                        + asked.action()
                                        + "`"
                                        + (asked.resource() == null
                                                ? ""
                                                : " on `" + asked.resource() + "`")
                                        + ", which lease `"
                                        + lease.id()
                                        + "` does not give"));
    }
}
