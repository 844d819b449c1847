package dev.curfew.core.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityEvents;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Plans;
import dev.curfew.core.sweep.Step.Go;
import dev.curfew.core.sweep.Step.Next;
import dev.curfew.core.sweep.Step.Part;
import dev.curfew.core.sweep.Step.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sweep, step by step. A step that fails has done part of its work; done again, it does the
 * rest. What comes after it is answered only when all of it is done.
 */
public final class Sweeping {

    /**
     * So many questions at once: enough for a day's work, few enough to leave others their share.
     */
    private static final int WIDTH = 16;

    /** After so long, a step leaves what remains to the next one. */
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private static final int MANY_USERS = 500;

    /** Most reports are made within seconds; those of large accounts take longer. */
    private static final Duration FIRST_WAIT_FOR_THE_REPORT = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAIT_FOR_THE_REPORT = Duration.ofSeconds(15);
    private static final int TRIES_FOR_THE_REPORT = 20;

    private final Sources sources;
    private final Inventory inventory;
    private final Workspace workspace;
    private final Plans plans;
    private final Concluding concluding;
    private final Reconciling reconciling;
    private final Together together;
    private final PrincipalPages pages;
    private final Listing listing;
    private final Settling settling;
    private final Clock clock;

    /**
     * What a step came to.
     *
     * @param next what is to be done after it; none at the end of the run
     */
    public record Taken(List<Next> next, Map<Count, Long> counts) {}

    /** Where the sweep reads and writes. */
    public record Stores(
            Inventory inventory, Workspace workspace, Plans plans, Catalogue catalogue) {}

    /** To whom the sweep speaks. */
    public record Voices(
            IdentityEvents events,
            LifecycleEvents lifecycle,
            Announcements announcements,
            Requests requests) {}

    /**
     * What is Curfew's own in the account.
     *
     * @param quarantine ARN of the policy by which a role is denied everything
     * @param role name of the role that the sweep itself has, which the account cannot be without
     */
    public record Own(String quarantine, String role) {}

    public Sweeping(Sources sources, Stores stores, Voices voices, Own own, Clock clock) {
        this.sources = sources;
        this.inventory = stores.inventory();
        this.workspace = stores.workspace();
        this.plans = stores.plans();
        this.clock = clock;
        this.reconciling = new Reconciling(inventory, voices.events());
        this.together = new Together(WIDTH);
        this.pages =
                new PrincipalPages(
                        sources, inventory, reconciling, together, own.quarantine(), clock);
        this.listing = new Listing(sources, reconciling, clock);
        this.settling =
                new Settling(
                        sources.account(), inventory, reconciling, together, own.role(), clock);
        this.concluding =
                new Concluding(
                        new Asking(sources.credentials(), together, clock),
                        stores,
                        voices,
                        together,
                        clock);
    }

    /** Does a step. */
    public Taken take(Step step) {
        Tally tally = new Tally();
        Optional<Next> next =
                switch (step) {
                    case Step.Start start -> Optional.of(start(start));
                    case Go go -> go(go, new RunFiles(workspace, go.run()), tally);
                };
        return new Taken(next.stream().toList(), tally.counts());
    }

    private Next start(Step.Start start) {
        sources.report().ask();
        Instant at = start.at();
        Run run =
                new Run(
                        at == null ? PrincipalChange.second(clock.instant()) : at,
                        start.by(),
                        start.execute(),
                        plans.last().isEmpty());
        return begin(run, Part.POLICIES);
    }

    private Optional<Next> go(Go go, RunFiles files, Tally tally) {
        return switch (go.part()) {
            case POLICIES -> {
                AccountPages.Page page =
                        sources.pages().read(AccountPages.Part.POLICIES, go.place().marker());
                files.policies(go.place().page(), page);
                yield after(go, page.next(), Part.ROLES);
            }
            case ROLES ->
                    after(
                            go,
                            pages.page(go.run(), AccountPages.Part.ROLES, go.place(), files, tally),
                            Part.REPORT);
            case REPORT -> Optional.of(report(go, files, tally));
            case USERS ->
                    after(
                            go,
                            pages.page(go.run(), AccountPages.Part.USERS, go.place(), files, tally),
                            Part.SERVICE_CREDENTIALS);
            case SERVICE_CREDENTIALS ->
                    after(go, serviceCredentials(go, files, tally), Part.LISTING);
            case LISTING -> Optional.of(listing(go, files, tally));
            case SETTLE ->
                    after(
                            go,
                            settling.settle(go.run(), files, go.place().marker(), end(), tally),
                            Part.UNUSED);
            case UNUSED -> after(go, unused(go, files, tally), Part.DECIDE);
            case DECIDE ->
                    concluding.conclude(go.run(), files, end(), tally)
                            ? Optional.empty()
                            : Optional.of(again(go));
        };
    }

    /** The same part, for what it had no time for. */
    private static Next again(Go go) {
        return new Next(
                new Go(go.run(), go.part(), new Place(go.place().page() + 1, null, 0)),
                Duration.ZERO);
    }

    private Instant end() {
        return clock.instant().plus(BUDGET);
    }

    private static Next begin(Run run, Part part) {
        return new Next(new Go(run, part, Place.BEGINNING), Duration.ZERO);
    }

    private static Optional<Next> after(Go go, @Nullable String marker, Part next) {
        return Optional.of(
                marker == null
                        ? begin(go.run(), next)
                        : new Next(
                                new Go(go.run(), go.part(), go.place().next(marker)),
                                Duration.ZERO));
    }

    /** Waits for the report; a run without one lists those users only that it has to anyway. */
    private Next report(Go go, RunFiles files, Tally tally) {
        CredentialReport.Answer answer = sources.report().read();
        if (answer instanceof CredentialReport.Answer.Ready ready) {
            files.report(ready);
            return begin(go.run(), Part.USERS);
        }
        int tries = go.place().page() + 1;
        if (tries > TRIES_FOR_THE_REPORT) {
            tally.add(Count.NO_REPORT, 1);
            files.report(null);
            return begin(go.run(), Part.USERS);
        }
        if (answer instanceof CredentialReport.Answer.None) {
            sources.report().ask();
        }
        return new Next(
                new Go(go.run(), Part.REPORT, new Place(tries, null, 0)), waitForTheReport(tries));
    }

    private static Duration waitForTheReport(int tries) {
        Duration wait = FIRST_WAIT_FOR_THE_REPORT.multipliedBy(1L << Math.min(tries - 1, 10));
        return wait.compareTo(LONGEST_WAIT_FOR_THE_REPORT) < 0 ? wait : LONGEST_WAIT_FOR_THE_REPORT;
    }

    private @Nullable String serviceCredentials(Go go, RunFiles files, Tally tally) {
        Instant readAt = clock.instant();
        ServiceCredentialPages.Page page = sources.serviceCredentials().read(go.place().marker());
        Map<String, RunFiles.Shown> users =
                files.shown(AccountPages.Part.USERS).values().stream()
                        .collect(Collectors.toMap(RunFiles.Shown::name, user -> user));
        Map<String, Identity> known =
                inventory.find(
                        page.credentials().stream()
                                .map(held -> held.credential().id())
                                .collect(Collectors.toSet()));
        together.map(
                page.credentials(),
                held -> {
                    RunFiles.Shown user = users.get(held.userName());
                    if (user == null
                            || !held.credential()
                                    .created()
                                    .isBefore(PrincipalChange.second(user.readAt()))) {
                        // Made since the users were read, perhaps for a user by the same name.
                        return false;
                    }
                    return reconciling.correct(
                            go.run(),
                            held.credential().id(),
                            known.get(held.credential().id()),
                            readAt,
                            tally,
                            new CredentialChange(
                                    IdentityKind.SERVICE_CREDENTIAL,
                                    held.credential(),
                                    PrincipalChange.accountOf(user.arn()),
                                    held.userName(),
                                    user.id(),
                                    readAt,
                                    clock.instant()));
                });
        tally.add(Count.IDENTITIES_SEEN, page.credentials().size());
        files.serviceCredentials(
                go.place().page(),
                page.credentials().stream().map(held -> held.credential().id()).toList(),
                page.next() == null);
        return page.next();
    }

    /** Lists the credentials of some of the users, until the time is over. */
    private Next listing(Go go, RunFiles files, Tally tally) {
        Place place = go.place();
        Optional<List<RunFiles.ToList>> users = files.toList(place.page());
        if (users.isEmpty()) {
            return begin(go.run(), Part.SETTLE);
        }
        Instant until = end();
        int from = place.from();
        List<RunFiles.ToList> rest = users.get().subList(from, users.get().size());
        Function<String, List<Identity>> credentials = credentials(rest.size());
        for (List<RunFiles.ToList> some : Chunks.of(rest)) {
            if (from > place.from() && !clock.instant().isBefore(until)) {
                return new Next(
                        new Go(go.run(), Part.LISTING, new Place(place.page(), null, from)),
                        Duration.ZERO);
            }
            list(go.run(), some, credentials, tally);
            from += some.size();
        }
        return new Next(
                new Go(go.run(), Part.LISTING, new Place(place.page() + 1, null, 0)),
                Duration.ZERO);
    }

    /** What the inventory knows of users' credentials: of many, it is quicker to read all. */
    private Function<String, List<Identity>> credentials(int users) {
        if (users < MANY_USERS) {
            return inventory::credentialsOf;
        }
        Map<String, List<Identity>> byUser = new HashMap<>();
        for (Identity identity : inventory.list()) {
            String user = identity.user();
            if (user != null) {
                byUser.computeIfAbsent(user, id -> new ArrayList<>()).add(identity);
            }
        }
        return user -> byUser.getOrDefault(user, List.of());
    }

    private void list(
            Run run,
            List<RunFiles.ToList> users,
            Function<String, List<Identity>> credentials,
            Tally tally) {
        Set<String> ids = users.stream().map(RunFiles.ToList::id).collect(Collectors.toSet());
        Map<String, Identity> owners = inventory.find(ids);
        together.map(
                users,
                user -> {
                    Identity owner = owners.get(user.id());
                    if (owner != null && owner.status() != IdentityStatus.DELETED) {
                        listing.list(run, user, owner, credentials.apply(user.id()), tally);
                    }
                    return true;
                });
    }

    /** Nothing is ever done on an analyzer's word, so a run does without where it must. */
    private @Nullable String unused(Go go, RunFiles files, Tally tally) {
        UnusedAccess unused = sources.unused();
        if (unused == null) {
            files.unused(go.place().page(), List.of(), true);
            return null;
        }
        UnusedAccess.Page page;
        try {
            page = unused.read(go.place().marker());
        } catch (RuntimeException unread) {
            tally.add(Count.ANALYZER_UNREAD, 1);
            files.unused(go.place().page(), null, true);
            return null;
        }
        files.unused(go.place().page(), page.reported(), page.next() == null);
        return page.next();
    }
}
