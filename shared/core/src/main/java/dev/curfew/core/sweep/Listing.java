package dev.curfew.core.sweep;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.Credentials.Listed;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reconciles the credentials of one user. */
final class Listing {

    private final Sources sources;
    private final Inventory inventory;
    private final Reconciling reconciling;
    private final Clock clock;

    Listing(Sources sources, Inventory inventory, Reconciling reconciling, Clock clock) {
        this.sources = sources;
        this.inventory = inventory;
        this.reconciling = reconciling;
        this.clock = clock;
    }

    /**
     * Lists the user's credentials and corrects what the inventory knows of them.
     *
     * @param held those that the inventory knows
     */
    void list(
            Run run, RunFiles.ToList user, Identity owner, List<Identity> held, Tally tally) {
        Map<String, Identity> known =
                held.stream().collect(Collectors.toMap(Identity::id, each -> each));
        boolean complete = true;
        for (Credentials kind : sources.credentials()) {
            boolean shows =
                    kind.kind() != IdentityKind.SIGNING_CERTIFICATE
                            || user.certificates()
                            || known.values().stream()
                                    .anyMatch(each -> each.kind() == kind.kind());
            if (shows) {
                complete &= list(run, user, owner, kind, known, tally);
            }
        }
        String row = user.row();
        if (complete && row != null) {
            mark(run, row, owner, tally);
        }
        tally.add(user.turn() ? Count.LISTED_IN_TURN : Count.LISTED, 1);
    }

    /** Reconciles those of one kind, and answers whether nothing was left open. */
    private boolean list(
            Run run,
            RunFiles.ToList user,
            Identity owner,
            Credentials kind,
            Map<String, Identity> known,
            Tally tally) {
        Instant readAt = clock.instant();
        Optional<List<Listed>> answer = kind.of(user.name());
        if (answer.isEmpty()) {
            // The user is gone or has another name now; the end of the run looks for it.
            return false;
        }
        boolean complete = true;
        Set<String> shown = new HashSet<>();
        Map<String, Identity> all = new HashMap<>(known);
        Set<String> unheld =
                answer.get().stream().map(Listed::id).collect(Collectors.toSet());
        unheld.removeAll(known.keySet());
        if (!unheld.isEmpty()) {
            all.putAll(inventory.find(unheld));
        }
        for (Listed listed : answer.get()) {
            shown.add(listed.id());
            // A user must be rid of every credential to be deleted. So one that was made before the
            // page was read is this user's, and a later one may be that of another user by the name.
            if (!listed.created().isBefore(PrincipalChange.second(user.readAt()))) {
                complete = false;
                continue;
            }
            CredentialChange change =
                    new CredentialChange(
                            kind.kind(),
                            listed,
                            owner.account(),
                            user.name(),
                            user.id(),
                            readAt,
                            clock.instant());
            Identity before = all.get(listed.id());
            complete &= before == null || !change.isStale(before);
            reconciling.correct(run, listed.id(), before, readAt, tally, change);
        }
        for (Identity each : known.values()) {
            if (each.kind() == kind.kind() && !shown.contains(each.id())) {
                complete &= end(run, each, user.name(), readAt, tally);
            }
        }
        return complete;
    }

    /** Marks what a list did not show as deleted, if IAM says so a second time. */
    private boolean end(Run run, Identity each, String userName, Instant readAt, Tally tally) {
        if (sources.account().statusNow(each.kind(), each.id(), userName).isPresent()) {
            return false;
        }
        reconciling.correct(
                run, each.id(), each, readAt, tally, new CredentialChange.Gone(readAt));
        return true;
    }

    private void mark(Run run, String row, Identity owner, Tally tally) {
        reconciling.correct(
                run,
                owner.id(),
                owner,
                clock.instant(),
                tally,
                known -> {
                    if (known == null) {
                        return null;
                    }
                    Details details = known.details();
                    return row.equals(details.reportRow())
                            ? known
                            : known.edit().details(details.reportRow(row)).done();
                });
    }
}
