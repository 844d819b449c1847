package dev.curfew.core.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.Powers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reconciles a page of roles or users. */
final class PrincipalPages {

    /** The row of a user whom the report does not know yet. */
    private static final String NO_ROW = "none";

    private final Sources sources;
    private final Inventory inventory;
    private final Reconciling reconciling;
    private final Together together;
    private final String quarantine;
    private final Clock clock;

    PrincipalPages(
            Sources sources,
            Inventory inventory,
            Reconciling reconciling,
            Together together,
            String quarantine,
            Clock clock) {
        this.sources = sources;
        this.inventory = inventory;
        this.reconciling = reconciling;
        this.together = together;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    private record Work(
            AccountPages.Principal shown,
            Powers powers,
            CredentialReport.@Nullable Row row,
            @Nullable Identity known) {}

    /** Reconciles a page, and answers the marker of the next; null after the last. */
    @Nullable String page(
            Run run, AccountPages.Part part, Step.Place place, RunFiles files, Tally tally) {
        Instant readAt = clock.instant();
        AccountPages.Page page = sources.pages().read(part, place.marker());
        Optional<CredentialReport.Answer.Ready> report =
                part == AccountPages.Part.USERS ? files.report() : Optional.empty();
        Policies policies = files.policies(sources.pages()::policy);
        Map<String, Identity> known =
                inventory.find(
                        page.principals().stream()
                                .map(AccountPages.Principal::id)
                                .collect(Collectors.toSet()));
        List<Work> all = new ArrayList<>();
        for (AccountPages.Principal shown : page.principals()) {
            all.add(
                    new Work(
                            shown,
                            policies.powersOf(shown),
                            report.map(each -> row(each, shown)).orElse(null),
                            known.get(shown.id())));
        }
        Instant reportAt = report.map(CredentialReport.Answer.Ready::at).orElse(null);
        List<Boolean> corrected =
                together.map(all, work -> reconcile(run, work, reportAt, readAt, tally));
        tally.add(Count.IDENTITIES_SEEN, all.size());
        boolean last = page.next() == null;
        if (part == AccountPages.Part.USERS) {
            List<RunFiles.ToList> toList = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                toList(run, all.get(i), corrected.get(i), report.isPresent(), readAt)
                        .ifPresent(toList::add);
            }
            files.toList(place.page(), toList, last);
        }
        files.shown(part, place.page(), readAt, page.principals(), last);
        return page.next();
    }

    private boolean reconcile(
            Run run, Work work, @Nullable Instant reportAt, Instant readAt, Tally tally) {
        CredentialReport.Row row = work.row();
        return reconciling.correct(
                run,
                work.shown().id(),
                work.known(),
                readAt,
                tally,
                new PrincipalChange(
                        work.shown(),
                        work.powers(),
                        row == null ? null : row.password(),
                        reportAt,
                        quarantine,
                        sources.account(),
                        readAt,
                        clock.instant()));
    }

    private static Optional<RunFiles.ToList> toList(
            Run run, Work work, boolean corrected, boolean isReported, Instant readAt) {
        CredentialReport.Row row = work.row();
        String hash = row != null ? row.hash() : isReported ? NO_ROW : null;
        Identity known = work.known();
        String before = known == null ? null : known.details().reportRow();
        boolean changed =
                corrected || before == null || (hash != null && !Objects.equals(hash, before));
        if (!changed && !run.isTurnOf(work.shown().id())) {
            return Optional.empty();
        }
        return Optional.of(
                new RunFiles.ToList(
                        work.shown().id(),
                        work.shown().name(),
                        readAt,
                        hash,
                        row != null && row.certificates(),
                        !changed));
    }

    /** The report's row of that user, and not of another who bore the name before. */
    private static CredentialReport.@Nullable Row row(
            CredentialReport.Answer.Ready report, AccountPages.Principal shown) {
        CredentialReport.Row row = report.rows().get(shown.arn());
        return row != null && row.created().equals(shown.created()) ? row : null;
    }
}
