package dev.curfew.core.sweep;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.NameHistory;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a principal should be in the inventory, by a page that showed it.
 *
 * @param password whether the report tells of a password; null when it does not tell, or was made
 *     before the inventory was last told
 * @param reportAt when the report was made that tells of the password
 * @param quarantine ARN of the policy by which Curfew denies a role everything
 * @param readAt when the page was read
 * @param now when this is written
 */
record PrincipalChange(
        AccountPages.Principal shown,
        Powers powers,
        @Nullable Boolean password,
        @Nullable Instant reportAt,
        String quarantine,
        Account account,
        Instant readAt,
        Instant now)
        implements Reconciling.Change {

    @Override
    public @Nullable Identity of(@Nullable Identity known) {
        return known == null ? found() : corrected(known);
    }

    private Identity found() {
        return Identity.found(
                        shown.id(),
                        shown.kind(),
                        accountOf(shown.arn()),
                        shown.name(),
                        status(),
                        second(readAt),
                        now)
                .edit()
                .named(shown.name(), shown.arn())
                .created(new Identity.Creation(null, shown.created()))
                .details(details(password != null && password))
                .evidence(evidence(null))
                .first();
    }

    private Identity corrected(Identity known) {
        Instant told = known.details().readAt();
        if (told != null && !told.isBefore(readAt)) {
            return known;
        }
        if (known.status() == IdentityStatus.DELETED && !isBack(known)) {
            return known;
        }
        Identity.Edit edit = known.edit().named(shown.name(), shown.arn());
        if (known.created() == null) {
            edit.created(new Identity.Creation(null, shown.created()));
        }
        if (known.status() != status() && known.statusAt().isBefore(second(readAt))) {
            edit.status(status(), second(readAt));
        }
        Details details = details(password(known));
        boolean asBefore =
                told != null
                        && known.details().reportRow(null).tellSameAs(details);
        edit.details(asBefore ? known.details() : details);
        edit.evidence(evidence(known.evidence()));
        return Reconciling.unlessSame(known, edit);
    }

    private boolean isBack(Identity known) {
        // IAM never gives a unique id again, so the deletion was a mistake, or the page is old.
        return known.statusAt().isBefore(second(readAt))
                && account.bearerNow(shown.kind(), shown.name())
                        .map(NameHistory.Bearer::id)
                        .filter(shown.id()::equals)
                        .isPresent();
    }

    private boolean password(Identity known) {
        Instant told = known.details().readAt();
        boolean isNews = told == null || (reportAt != null && told.isBefore(reportAt));
        return (password != null && isNews) ? password : known.details().password();
    }

    private IdentityStatus status() {
        return shown.managed().contains(quarantine)
                ? IdentityStatus.QUARANTINED
                : IdentityStatus.ACTIVE;
    }

    private Details details(boolean hasPassword) {
        TreeSet<String> policies = new TreeSet<>(shown.managed());
        shown.inline().keySet().forEach(name -> policies.add("inline:" + name));
        return new Details(
                new TreeMap<>(shown.tags()),
                policies,
                new TreeSet<>(shown.groups()),
                shown.boundary(),
                powers,
                shown.trust() == null ? null : Trust.of(shown.trust()),
                hasPassword,
                null,
                null,
                readAt);
    }

    private @Nullable Evidence evidence(@Nullable Evidence known) {
        AccountPages.RoleUse use = shown.use();
        return use == null ? known : Uses.better(known, Uses.of(use, readAt));
    }

    static String accountOf(String arn) {
        return arn.split(":", 6)[4];
    }

    static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
