package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kind of credential that users hold. Another kind is another implementation. A question or an
 * order that fails is an exception, never an empty answer.
 */
public interface Credentials {

    IdentityKind kind();

    /** The credentials of a user; empty when there is no such user. */
    Optional<List<Listed>> of(String userName);

    /** When it was used last, asked now. */
    LastUse lastUse(Identity credential);

    /** Makes it inactive. Doing so again changes nothing. */
    Done disable(Identity credential);

    /** Makes it active again. Doing so again changes nothing. */
    Done enable(Identity credential);

    /** Deletes it for good. */
    Done delete(Identity credential);

    /**
     * A credential as the account lists it.
     *
     * @param service the service that it is for, where it is for one
     * @param expires when it ends by itself; null when it does not
     */
    record Listed(
            String id,
            IdentityStatus status,
            Instant created,
            @Nullable String service,
            @Nullable Instant expires) {}

    /** What became of an order. */
    enum Done {
        /** It is so now, by this order or already before. */
        YES,
        /** There is no such credential any more. */
        GONE
    }
}
