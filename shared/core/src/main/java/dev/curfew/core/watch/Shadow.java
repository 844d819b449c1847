package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session of a brokered role that no lease stands for, by role unique id and session name. */
final class Shadow {

    private Shadow() {}

    /**
     * Whether a lease stands for a session. Until STS has told the role's unique id, a lease that
     * is being issued stands for the session by its role's ARN.
     *
     * @param role ARN of the session's role
     * @param roleId its unique id
     */
    static boolean stands(Lease lease, String role, String roleId) {
        String known = lease.roleId();
        return lease.role().equals(role) && (known == null || known.equals(roleId));
    }

    /**
     * Whether a session that bears a lease's name is another one: it was not opened with the key
     * that the lease was handed out with. False where either is not known.
     */
    static boolean isAnother(Call call, Lease lease) {
        String issued = lease.accessKey();
        String used = call.actor().accessKey();
        return issued != null && used != null && call.isOwn() && !issued.equals(used);
    }

    /** A call of a session that only bears a lease's name. */
    static Suspicion usedAs(Call call, Lease lease) {
        return suspicion(
                "called `"
                        + call.name()
                        + "` under the name of lease `"
                        + lease.id()
                        + "` with the key `"
                        + call.actor().accessKey()
                        + "`, which nobody was issued",
                call.isDenied());
    }

    /** A call of a session without a lease. */
    static Suspicion used(Call call) {
        return suspicion(
                "called `" + call.name() + "` as a session that nobody was issued",
                call.isDenied());
    }

    /** A session was opened, and not by the broker. */
    static Optional<Suspicion> opened(Call call) {
        return call.failure() != null
                ? Optional.empty()
                : Optional.of(
                        suspicion(
                                "opened a session of `"
                                        + call.asked("roleArn")
                                        + "` past the broker",
                                false));
    }

    /** The session that a call opened, as {@code aws:userid}; null where the record has none. */
    static @Nullable String session(Call call) {
        String opened = call.asked(CallReader.OPENED);
        return opened.isEmpty() ? null : opened;
    }

    private static Suspicion suspicion(String what, boolean denied) {
        return new Suspicion(
                Kind.SHADOW_SESSION, denied ? Kind.Severity.MEDIUM : Kind.Severity.HIGH, what);
    }
}
