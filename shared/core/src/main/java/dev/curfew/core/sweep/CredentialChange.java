package dev.curfew.core.sweep;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Credentials.Listed;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a credential should be in the inventory, by a list that showed it.
 *
 * @param userId unique id of its user; null when nobody can tell
 * @param readAt when the list was read
 * @param now when this is written
 */
record CredentialChange(
        IdentityKind kind,
        Listed listed,
        String account,
        String userName,
        @Nullable String userId,
        Instant readAt,
        Instant now)
        implements Reconciling.Change {

    /** IAM may answer as things stood a while ago. */
    private static final Duration SETTLED = Duration.ofMinutes(5);

    @Override
    public @Nullable Identity of(@Nullable Identity known) {
        if (known == null) {
            return Identity.found(
                            listed.id(),
                            kind,
                            account,
                            userName,
                            listed.status(),
                            PrincipalChange.second(readAt),
                            now)
                    .edit()
                    .user(userId)
                    .service(listed.service())
                    .created(new Identity.Creation(null, listed.created()))
                    .details(details(Details.NONE))
                    .first();
        }
        if (isStale(known)) {
            return known;
        }
        Identity.Edit edit =
                known.edit()
                        .named(userName, known.arn())
                        .user(userId == null ? known.user() : userId)
                        .service(listed.service() == null ? known.service() : listed.service())
                        .details(details(known.details()));
        if (known.created() == null) {
            edit.created(new Identity.Creation(null, listed.created()));
        }
        if (known.status() != listed.status()) {
            edit.status(listed.status(), PrincipalChange.second(readAt));
        }
        return Reconciling.unlessSame(known, edit);
    }

    /** Whether what the inventory knows may be newer than what the list showed. */
    boolean isStale(Identity known) {
        Instant read = PrincipalChange.second(readAt);
        if (!known.statusAt().isBefore(read)) {
            return true;
        }
        // What Curfew itself has just switched off must not look as if a person had switched it on
        // again because IAM answers late.
        boolean ours = known.steps().takenAt() != null || known.steps().postponedTo() != null;
        return ours
                && known.status() != listed.status()
                && known.statusAt().isAfter(read.minus(SETTLED));
    }

    private Details details(Details known) {
        Instant expires = listed.expires();
        if (expires == null || expires.equals(known.expires())) {
            return known;
        }
        return new Details(
                known.tags(),
                known.policies(),
                known.groups(),
                known.boundary(),
                known.powers(),
                known.trust(),
                known.password(),
                expires,
                known.reportRow(),
                readAt);
    }

    /** A credential that its user no longer has. */
    record Gone(Instant readAt) implements Reconciling.Change {
        @Override
        public @Nullable Identity of(@Nullable Identity known) {
            if (known == null
                    || known.status() == IdentityStatus.DELETED
                    || !known.statusAt().isBefore(PrincipalChange.second(readAt))) {
                return known;
            }
            return known.edit()
                    .status(IdentityStatus.DELETED, PrincipalChange.second(readAt))
                    .done();
        }
    }
}
