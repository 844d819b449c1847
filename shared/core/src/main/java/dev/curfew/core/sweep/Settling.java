package dev.curfew.core.sweep;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.NameHistory;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what the inventory knows and no page showed. Nothing is gone because a list did not
 * show it: IAM is asked for each by name.
 *
 * <p>However many are gone, each that IAM itself says is gone is marked so: marks hurt no identity,
 * a page that shows one again takes its mark away, and without the mark each run would ask for it
 * again. When it is more than people delete in a day, it is counted, for an alarm.
 */
final class Settling {

    private static final int OFTEN = 20;
    private static final int SHARE = 5;

    private final Account account;
    private final Inventory inventory;
    private final Reconciling reconciling;
    private final Together together;
    private final String ownRole;
    private final Clock clock;

    /**
     * @param ownRole name of the role that this very function has, which the account cannot be
     *     without
     */
    Settling(
            Account account,
            Inventory inventory,
            Reconciling reconciling,
            Together together,
            String ownRole,
            Clock clock) {
        this.account = account;
        this.inventory = inventory;
        this.reconciling = reconciling;
        this.together = together;
        this.ownRole = ownRole;
        this.clock = clock;
    }

    private record Doubt(Identity identity, @Nullable String nowUser) {}

    /** What all pages showed. */
    private record Showing(
            Map<String, RunFiles.Shown> principals, Map<String, String> users, Set<String> held) {}

    /**
     * Settles those after the marker, in the order of their ids, until the time is over.
     *
     * @return the marker to go on from; null when none is left
     */
    @Nullable String settle(Run run, RunFiles files, @Nullable String marker, Instant until, Tally tally) {
        Showing showing = showing(files);
        List<Identity> known = inventory.list();
        Set<String> missing = new HashSet<>();
        for (Identity each : known) {
            if (each.kind().isPrincipal() && isOlder(each, run)
                    && !showing.principals().containsKey(each.id())) {
                missing.add(each.id());
            }
        }
        if (marker == null) {
            tally.add(Count.GONE_AT_ONCE, countAtOnce(known, missing));
        }
        List<Doubt> doubts =
                known.stream()
                        .filter(each -> marker == null || each.id().compareTo(marker) > 0)
                        .filter(each -> isOlder(each, run))
                        .filter(each -> isDoubtful(each, showing, missing))
                        .sorted(Comparator.comparing(Identity::id))
                        .map(each -> new Doubt(each, userOf(each, showing)))
                        .toList();
        String done = null;
        for (List<Doubt> some : Chunks.of(doubts)) {
            if (done != null && !clock.instant().isBefore(until)) {
                return done;
            }
            together.map(some, doubt -> settle(run, doubt, tally));
            done = some.getLast().identity().id();
        }
        return null;
    }

    private Showing showing(RunFiles files) {
        Map<String, RunFiles.Shown> users = files.shown(AccountPages.Part.USERS);
        Map<String, RunFiles.Shown> principals = new HashMap<>(users);
        Map<String, RunFiles.Shown> roles = files.shown(AccountPages.Part.ROLES);
        if (roles.values().stream().noneMatch(role -> role.name().equals(ownRole))) {
            throw new IllegalStateException(
                    "the pages do not show `" + ownRole + "`, so they do not show all there is");
        }
        principals.putAll(roles);
        Map<String, String> names = new HashMap<>();
        users.values().forEach(user -> names.put(user.name(), user.id()));
        return new Showing(principals, names, new HashSet<>(files.serviceCredentials()));
    }

    private static boolean isOlder(Identity each, Run run) {
        return each.recordedAt().isBefore(run.at())
                && each.statusAt().isBefore(PrincipalChange.second(run.at()));
    }

    private static boolean isDoubtful(Identity each, Showing showing, Set<String> missing) {
        if (each.kind().isPrincipal()) {
            return missing.contains(each.id());
        }
        String user = each.user();
        return user == null
                || !showing.principals().containsKey(user)
                || (each.kind() == IdentityKind.SERVICE_CREDENTIAL
                        && !showing.held().contains(each.id()));
    }

    private static @Nullable String userOf(Identity each, Showing showing) {
        return each.user() == null && each.name() != null
                ? showing.users().get(each.name())
                : null;
    }

    private boolean settle(Run run, Doubt doubt, Tally tally) {
        Identity identity = doubt.identity();
        Instant readAt = clock.instant();
        String name = identity.name();
        if (name == null) {
            return false;
        }
        boolean there =
                identity.kind().isPrincipal()
                        ? account.bearerNow(identity.kind(), name)
                                .map(NameHistory.Bearer::id)
                                .filter(identity.id()::equals)
                                .isPresent()
                        : account.statusNow(identity.kind(), identity.id(), name).isPresent();
        if (!there) {
            tally.add(Count.GONE, 1);
            return reconciling.correct(
                    run,
                    identity.id(),
                    identity,
                    readAt,
                    tally,
                    new CredentialChange.Gone(readAt));
        }
        String user = doubt.nowUser();
        if (user == null) {
            return false;
        }
        return reconciling.correct(
                run,
                identity.id(),
                identity,
                readAt,
                tally,
                known ->
                        known == null || known.user() != null
                                ? known
                                : known.edit().user(user).done());
    }

    private static int countAtOnce(List<Identity> known, Set<String> missing) {
        int kinds = 0;
        for (IdentityKind kind : IdentityKind.values()) {
            List<Identity> all = known.stream().filter(each -> each.kind() == kind).toList();
            long gone = all.stream().filter(each -> missing.contains(each.id())).count();
            kinds += gone > Math.max(OFTEN, all.size() / SHARE) ? 1 : 0;
        }
        return kinds;
    }
}
