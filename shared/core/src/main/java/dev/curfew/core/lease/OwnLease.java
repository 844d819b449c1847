package dev.curfew.core.lease;

import dev.curfew.core.caller.Caller;
import dev.curfew.core.refusal.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * The lease whose session a caller is. A proof says who and not whether: AWS lets no policy deny
 * GetCallerIdentity, so a session that has ended can still sign one.
 */
final class OwnLease {

    private OwnLease() {}

    sealed interface Found {
        record Active(Lease lease) implements Found {}

        record Refused(Refusal refusal) implements Found {}
    }

    /** Looks the lease of a brokered role's session up, by its name and its role's unique id. */
    static Found of(Leases leases, Caller caller, Instant now) {
        Optional<Lease> lease =
                LeaseId.read(caller.session())
                        .flatMap(leases::find)
                        .filter(found ->
                                found.role().equals(caller.principal())
                                        && caller.id().equals(found.roleId()));
        if (lease.isEmpty()) {
            return refused(
                    "session-unknown",
                    "`"
                            + caller.arn()
                            + "` is a session of a brokered role that Curfew did not issue",
                    "ask for a lease with credentials of your own; tell whoever runs Curfew, since nobody"
                            + " else may open such sessions");
        }
        if (!lease.get().isActive(now)) {
            return refused(
                    "lease-not-active",
                    "lease `"
                            + lease.get().id()
                            + "` of the caller is "
                            + (lease.get().state() == LeaseState.ACTIVE
                                    ? LeaseState.EXPIRED
                                    : lease.get().state()),
                    "ask for a new lease with credentials of your own, or have it delegated to you");
        }
        return new Found.Active(lease.get());
    }

    private static Found refused(String code, String message, String help) {
        return new Found.Refused(new Refusal(code, message, help));
    }
}
