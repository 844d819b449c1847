package dev.curfew.core.watch;

import dev.curfew.core.lease.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is about.
 *
 * @param key tells it from others of its kind
 * @param lease the lease's id; null when it is about none
 * @param role ARN of the session's role; null when it is about no session
 * @param session the session's {@code aws:userid}; null when it is about no session
 * @param holder the principal that answers for it
 */
public record Subject(
        String key,
        @Nullable String lease,
        @Nullable String role,
        @Nullable String session,
        String holder) {

    static Subject lease(Lease lease) {
        return new Subject(
                lease.id().value(),
                lease.id().value(),
                lease.role(),
                lease.roleId() == null ? null : lease.roleId() + ":" + lease.id(),
                lease.holder().principal());
    }

    static Subject session(String role, String session, String holder) {
        return new Subject(session, null, role, session, holder);
    }

    /** A session that bears a lease's name, told from the lease's own by its key. */
    static Subject another(String role, String session, String accessKey) {
        return new Subject(session + " " + accessKey, null, role, session, role);
    }

    /** A user's access key. */
    static Subject key(Call call) {
        return new Subject(
                String.valueOf(call.actor().accessKey()),
                null,
                null,
                null,
                call.actor().principal());
    }

    /** A change that somebody made: each call is one. */
    static Subject change(Call call) {
        return new Subject(call.event(), null, null, null, call.actor().principal());
    }
}
