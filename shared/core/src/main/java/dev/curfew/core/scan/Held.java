package dev.curfew.core.scan;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Credentials;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A credential that a user holds.
 *
 * @param slot what people may call it, such as {@code key 1}
 * @param id IAM's unique id; null where it was not asked for
 */
record Held(
        IdentityKind kind,
        String slot,
        @Nullable String id,
        @Nullable String service,
        IdentityStatus status,
        @Nullable Instant created,
        LastUse use) {

    static Held reported(UserReport.Slot slot) {
        return new Held(
                slot.kind(),
                slot.name(),
                null,
                null,
                slot.active() ? IdentityStatus.ACTIVE : IdentityStatus.INACTIVE,
                slot.made(),
                slot.use());
    }

    static Held service(Credentials.Listed listed) {
        return new Held(
                IdentityKind.SERVICE_CREDENTIAL,
                Objects.requireNonNullElse(listed.service(), "service credential"),
                listed.id(),
                listed.service(),
                listed.status(),
                listed.created(),
                new LastUse.Untracked());
    }

    static Held key(Credentials.Listed listed, int number, LastUse use) {
        return new Held(
                IdentityKind.ACCESS_KEY,
                "key " + number,
                listed.id(),
                null,
                listed.status(),
                listed.created(),
                use);
    }

    /** It, as the limits judge it. */
    Identity identity(Identity user, Instant readAt) {
        return Identity.found(
                        id == null ? slot : id,
                        kind,
                        user.account(),
                        user.name(),
                        status,
                        readAt,
                        readAt)
                .edit()
                .user(user.id())
                .service(service)
                .created(created == null ? null : new Identity.Creation(null, created))
                .evidence(new Evidence(use, readAt))
                .first();
    }
}
