package dev.curfew.core.scan;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import dev.curfew.core.lifecycle.Sponsors;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.sweep.AccountPages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells what Curfew would make of what a scan reads. */
final class Judging {

    private final String account;
    private final Terms terms;
    private final Instant now;
    private final UserReport.Answer.@Nullable Ready report;

    Judging(String account, Terms terms, Instant now, UserReport.Answer.@Nullable Ready report) {
        this.account = account;
        this.terms = terms;
        this.now = now;
        this.report = report;
    }

    Seen role(AccountPages.Principal shown, Powers powers) {
        Trust trust = shown.trust() == null ? null : Trust.of(shown.trust());
        AccountPages.RoleUse use = shown.use();
        LastUse last =
                use == null || use.at() == null
                        ? new LastUse.Never()
                        : new LastUse.Used(use.at(), null, use.region());
        Identity role =
                found(shown.id(), shown.kind(), shown.name(), shown.arn(), shown.created())
                        .details(details(shown, powers, trust, false, now))
                        .evidence(new Evidence(last, now))
                        .first();
        return seen(role, null, null, List.of(), Remarks.ofRole(role, powers, trust, account));
    }

    /**
     * A user and what it holds, by the account's pages.
     *
     * @param isAll whether it is known to hold no more than that
     */
    List<Seen> user(AccountPages.Principal shown, Powers powers, List<Held> held, boolean isAll) {
        UserReport.Row row = report == null ? null : report.row(shown.arn(), shown.created());
        LastUse use = lastUse(row);
        boolean password = row != null && Boolean.TRUE.equals(row.password());
        Identity user =
                found(shown.id(), shown.kind(), shown.name(), shown.arn(), shown.created())
                        // What the report does not show is not known to have no password.
                        .details(details(shown, powers, null, password, row == null ? null : now))
                        .evidence(new Evidence(isAll ? use : unlessNever(use), now))
                        .first();
        return withHeld(user, held);
    }

    /** A user and what it holds, by the credential report alone. */
    List<Seen> reported(String arn, UserReport.Row row, List<Held> held) {
        String name = UserReport.nameOf(arn);
        return withHeld(
                found(arn, IdentityKind.USER, name, arn, row.created())
                        .evidence(new Evidence(lastUse(row), now))
                        .first(),
                held);
    }

    /** The keys and certificates of the root user, which Curfew never touches. */
    List<Seen> root(UserReport.Row row) {
        Identity root =
                found("root", IdentityKind.USER, "root", "arn:aws:iam::" + account + ":root", null)
                        .details(Remarks.ROOT)
                        .first();
        return row.slots().stream()
                .map(slot ->
                        seen(
                                Held.reported(slot).identity(root, now),
                                root,
                                Held.reported(slot),
                                new Forecast.Told(
                                        "Curfew never touches the root user", List.of(), List.of()),
                                Remarks.ofRoot(slot)))
                .toList();
    }

    private List<Seen> withHeld(Identity user, List<Held> held) {
        Instant readAt = report == null ? now : report.at();
        List<Identity> credentials =
                held.stream().map(each -> each.identity(user, readAt)).toList();
        List<Seen> all = new ArrayList<>();
        all.add(seen(user, null, null, credentials, List.of()));
        for (int i = 0; i < held.size(); i++) {
            all.add(seen(credentials.get(i), user, held.get(i), credentials, List.of()));
        }
        return all;
    }

    private Seen seen(
            Identity identity,
            @Nullable Identity user,
            @Nullable Held held,
            List<Identity> credentials,
            List<Remark> own) {
        return seen(
                identity, user, held, Forecast.of(identity, user, credentials, terms, now), own);
    }

    private Seen seen(
            Identity identity,
            @Nullable Identity user,
            @Nullable Held held,
            Forecast.Told told,
            List<Remark> own) {
        Identity bearer = user == null ? identity : user;
        List<Remark> remarks = new ArrayList<>(own);
        for (Finding finding : told.findings()) {
            Remarks.of(finding).ifPresent(remarks::add);
        }
        Evidence evidence = identity.evidence();
        Identity.Creation created = identity.created();
        return new Seen(
                identity.kind(),
                String.valueOf(bearer.name()),
                held == null ? null : held.slot(),
                held == null ? identity.id() : held.id(),
                String.valueOf(bearer.arn()),
                identity.service(),
                Sponsors.of(identity, user, terms.limits().owners()),
                identity.status(),
                created == null ? null : created.at(),
                evidence == null ? new LastUse.Unknown("nothing was asked") : evidence.lastUse(),
                bearer.details().powers(),
                identity.details().trust(),
                told.ahead(),
                identity.status() == IdentityStatus.INACTIVE ? "it is switched off" : told.why(),
                remarks);
    }

    private Identity.Edit found(
            String id, IdentityKind kind, String name, String arn, @Nullable Instant created) {
        return Identity.found(id, kind, account, name, IdentityStatus.ACTIVE, now, now)
                .edit()
                .named(name, arn)
                .created(created == null ? null : new Identity.Creation(null, created));
    }

    private static Details details(
            AccountPages.Principal shown,
            Powers powers,
            @Nullable Trust trust,
            boolean password,
            @Nullable Instant readAt) {
        return new Details(
                new TreeMap<>(shown.tags()),
                new TreeSet<>(shown.managed()),
                new TreeSet<>(shown.groups()),
                shown.boundary(),
                powers,
                trust,
                password,
                null,
                null,
                readAt);
    }

    private static LastUse unlessNever(LastUse use) {
        return use instanceof LastUse.Never
                ? new LastUse.Unknown("its service credentials may not be read")
                : use;
    }

    /** When a user signed in last; the uses of its keys are told with them. */
    private static LastUse lastUse(UserReport.@Nullable Row row) {
        if (row == null) {
            return new LastUse.Unknown("the credential report does not show it");
        }
        Instant at = row.passwordUsed();
        return at == null ? new LastUse.Never() : new LastUse.Used(at, "console", null);
    }
}
