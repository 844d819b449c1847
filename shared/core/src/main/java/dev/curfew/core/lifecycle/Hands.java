package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What IAM shows of an identity and does with it, whatever its kind. */
final class Hands {

    private final Account account;
    private final Map<IdentityKind, Credentials> credentials = new EnumMap<>(IdentityKind.class);
    private final Quarantine quarantine;

    Hands(Account account, List<Credentials> credentials, Quarantine quarantine) {
        this.account = account;
        credentials.forEach(each -> this.credentials.put(each.kind(), each));
        this.quarantine = quarantine;
    }

    /** How an identity stands in the account now. */
    sealed interface Standing {

        /**
         * It is there.
         *
         * @param listed the credentials of its kind that its user has; none for a role
         */
        record There(IdentityStatus status, List<Credentials.Listed> listed) implements Standing {
            public There {
                listed = List.copyOf(listed);
            }
        }

        /** It is not there any more. */
        record Gone() implements Standing {}

        /** Its name, or its user's, is not known to be its own now. IAM is called by name. */
        record Unsure(String why) implements Standing {}
    }

    /** What became of an order. */
    enum Done {
        YES,
        NO_ROOM,
        GONE
    }

    /**
     * Asks the account.
     *
     * @param user the user whom a credential belongs to
     */
    Standing standing(Identity identity, @Nullable Identity user) {
        Identity bearer = identity.kind().isPrincipal() ? identity : user;
        if (bearer == null || bearer.name() == null) {
            return new Standing.Unsure("whose it is is not known");
        }
        boolean bears =
                account.bearerNow(bearer.kind(), bearer.name())
                        .filter(now -> now.id().equals(bearer.id()))
                        .isPresent();
        if (!bears) {
            return new Standing.Unsure(
                    "`" + bearer.name() + "` is not the name of " + bearer.id() + " any more");
        }
        if (identity.kind() == IdentityKind.ROLE) {
            return quarantine
                    .statusNow(identity)
                    .<Standing>map(status -> new Standing.There(status, List.of()))
                    .orElseGet(Standing.Gone::new);
        }
        Optional<List<Credentials.Listed>> listed = of(identity).of(bearer.name());
        if (listed.isEmpty()) {
            return new Standing.Unsure("there is no user `" + bearer.name() + "`");
        }
        return listed.get().stream()
                .filter(each -> each.id().equals(identity.id()))
                .findFirst()
                .<Standing>map(each -> new Standing.There(each.status(), listed.get()))
                .orElseGet(Standing.Gone::new);
    }

    LastUse lastUse(Identity identity) {
        return identity.kind() == IdentityKind.ROLE
                ? quarantine.lastUse(identity)
                : of(identity).lastUse(identity);
    }

    /** Disables a credential or quarantines a role. */
    Done take(Identity identity) {
        return identity.kind() == IdentityKind.ROLE
                ? done(quarantine.begin(identity))
                : done(of(identity).disable(identity));
    }

    /** Enables a credential or ends a role's quarantine. */
    Done giveBack(Identity identity) {
        return identity.kind() == IdentityKind.ROLE
                ? done(quarantine.end(identity))
                : done(of(identity).enable(identity));
    }

    Done delete(Identity credential) {
        return done(of(credential).delete(credential));
    }

    /** What it is when it has been taken. */
    static IdentityStatus taken(Identity identity) {
        return identity.kind() == IdentityKind.ROLE
                ? IdentityStatus.QUARANTINED
                : IdentityStatus.INACTIVE;
    }

    private Credentials of(Identity identity) {
        Credentials found = credentials.get(identity.kind());
        if (found == null) {
            throw new IllegalStateException("nothing here deals with a " + identity.kind());
        }
        return found;
    }

    private static Done done(Credentials.Done done) {
        return switch (done) {
            case YES -> Done.YES;
            case GONE -> Done.GONE;
        };
    }

    private static Done done(Quarantine.Done done) {
        return switch (done) {
            case YES -> Done.YES;
            case NO_ROOM -> Done.NO_ROOM;
            case GONE -> Done.GONE;
        };
    }
}
