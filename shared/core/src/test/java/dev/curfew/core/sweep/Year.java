package dev.curfew.core.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.Recording;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.FakeIam;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Plans;
import dev.curfew.core.lifecycle.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One world, day by day for a year. Everything in it follows from its seed. */
final class Year {

    private static final int DAYS = 365;
    private static final Duration BUDGET = Duration.ofHours(1);

    private final Random random;
    private final YearAccount account;
    private final YearPeople people;
    private final YearWatch watch;
    private final Map<String, Integer> figures;
    private final Crashes crashes;
    private final Concluding concluding;
    private final Acting acting;
    private final List<String> requested = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();
    private boolean outage;
    private boolean crashing;
    private boolean disturbed;

    /** A request that comes only after a while. */
    private record Late(Instant at, String run, String id) {}

    Year(long seed) {
        this.random = new Random(seed);
        this.watch = new YearWatch(YearRules.random(random));
        this.figures = watch.figures;
        this.account = new YearAccount(random, watch);
        this.crashes = new Crashes(random);
        account.iam.failWith(this::call);
        account.iam.watch(order -> {
            account.heardOf(order);
            watch.ordered(order, account.now());
        });
        Inventory inventory = crashes.around(Inventory.class, account.inventory);
        Plans plans = crashes.around(Plans.class, account.plans);
        Catalogue catalogue = crashes.around(Catalogue.class, account.catalogue);
        LifecycleEvents events = new Told();
        List<Credentials> kinds =
                List.of(
                        account.iam.of(IdentityKind.ACCESS_KEY),
                        account.iam.of(IdentityKind.SERVICE_CREDENTIAL));
        Together together = new Together(1);
        Sweeping.Stores stores =
                new Sweeping.Stores(inventory, account.workspace, plans, catalogue);
        this.concluding =
                new Concluding(
                        new Asking(kinds, together, account.clock),
                        stores,
                        new Sweeping.Voices(
                                identity -> {},
                                events,
                                (identity, finding) -> {},
                                (identity, run) -> requested.add(identity)),
                        together,
                        account.clock);
        this.acting =
                new Acting(
                        inventory,
                        account.iam,
                        kinds,
                        account.iam,
                        catalogue,
                        plans,
                        events,
                        account.clock);
        this.people = new YearPeople(random, account, watch, kinds, events, this::crashNow);
    }

    /** Curfew tells people what it did. */
    private final class Told implements LifecycleEvents {
        @Override
        public void happened(What what, Identity identity, String by, String reason) {
            YearThing thing = watch.things.get(identity.id());
            if (what == What.WARNED && thing != null) {
                thing.warned = account.now();
                watch.count("warn", 1);
            }
        }

        @Override
        public void applied(Limits limits) {
            throw new AssertionError();
        }

        @Override
        public void stopped(Stop stop) {}

        @Override
        public void resumed(Instant at, String by, String reason) {}
    }

    private void call(String call) {
        if (outage && random.nextInt(3) == 0 && !call.endsWith("done")) {
            throw new Crashes.Crash("IAM does not answer " + call);
        }
        if (crashing) {
            crashes.tick(call);
        }
    }

    private void crashNow(Runnable work) {
        crashing = true;
        crashes.arm(random.nextInt(12));
        try {
            work.run();
        } finally {
            crashes.disarm();
            crashing = false;
        }
    }

    /** Lives it to its end, and answers what happened, counted. */
    Map<String, Integer> live() {
        account.settle();
        for (int day = 0; day < DAYS; day++) {
            Instant midnight = YearAccount.START.plus(Duration.ofDays(day));
            account.pass(midnight.plus(Duration.ofMinutes(20)));
            late(midnight.plus(Duration.ofMinutes(20)));
            account.pass(midnight.plus(Duration.ofMinutes(30)));
            outage = random.nextInt(12) == 0;
            watch.readable = random.nextInt(100) != 0;
            account.catalogue.readable(watch.readable);
            sweep();
            outage = false;
            watch.readable = true;
            account.catalogue.readable(true);
            account.pass(midnight.plus(Duration.ofHours(9)));
            people.day(day);
            late(midnight.plus(Duration.ofHours(12)));
            account.pass(midnight.plus(Duration.ofHours(18)));
        }
        people.restoreAll();
        YearJournal.check(account.inventory);
        watch.count("days", DAYS);
        watch.count("identities", account.inventory.all().size());
        return figures;
    }

    private void sweep() {
        Instant at = account.now();
        account.listed();
        account.workspace.clear();
        Run run = new Run(at, "curfew.schedule", true, false);
        RunFiles files = account.files(run);
        YearWatch.Expected expected =
                watch.expected(at, id -> account.inventory.find(id).orElse(null));
        boolean crashed = random.nextInt(25) == 0;
        disturbed = crashed;
        Set<String> undisturbed = crashed || outage ? Set.of() : watch.things.keySet();
        requested.clear();
        Tally tally = new Tally();
        if (crashed) {
            try {
                crashes.arm(random.nextInt(60));
                conclude(run, files, tally);
            } catch (Crashes.Crash crash) {
                watch.count("sweep crashed", 1);
                account.pass(at.plus(Duration.ofMinutes(12)));
            } finally {
                crashes.disarm();
            }
        }
        conclude(run, files, tally);
        Plan plan = account.plans.find(run.id()).orElseThrow();
        Map<IdentityKind, Integer> held = new EnumMap<>(IdentityKind.class);
        account.inventory.list().forEach(each -> held.merge(each.kind(), 1, Integer::sum));
        watch.planned(
                plan,
                held,
                expected,
                undisturbed,
                crashed ? null : tally.counts().getOrDefault(Count.BACKLOG, 0L));
        if (!watch.stopped && watch.readable) {
            watch.warned(plan, expected, undisturbed, at);
        }
        carryOut(plan);
    }

    private void conclude(Run run, RunFiles files, Tally tally) {
        Instant until = account.now().plus(BUDGET);
        if (!concluding.conclude(run, files, until, tally)) {
            throw new AssertionError("a run took too long");
        }
    }

    /** Requests come once, twice, late or never. */
    private void carryOut(Plan plan) {
        Map<String, Action> actions = new LinkedHashMap<>();
        plan.actions().forEach(each -> actions.put(each.identity(), each.action()));
        for (String id : List.copyOf(requested)) {
            int fate = random.nextInt(100);
            account.pass(account.now().plusSeconds(5));
            if (fate < 3) {
                watch.count("lost", 1);
            } else if (fate < 8) {
                Duration after = random.nextBoolean() ? Duration.ofHours(11) : Duration.ofHours(23);
                late.add(new Late(account.now().plus(after), plan.run(), id));
                watch.count("late", 1);
            } else {
                act(plan.run(), id, Objects.requireNonNull(actions.get(id)));
                if (fate < 20) {
                    act(plan.run(), id, null);
                }
            }
        }
    }

    private void late(Instant at) {
        for (Late each : List.copyOf(late)) {
            if (!each.at().isAfter(at.plus(Duration.ofMinutes(5)))) {
                late.remove(each);
                act(each.run(), each.id(), null);
            }
        }
    }

    /**
     * Acts, and again if it crashed, at most twice.
     *
     * @param action what must come of it if nothing goes wrong; null when something may have
     */
    private void act(String run, String id, @Nullable Action action) {
        YearThing thing = Objects.requireNonNullElse(watch.things.get(id), account.nothing);
        watch.run = run;
        try {
            for (int attempt = 0; attempt < 3; attempt++) {
                boolean crashed = random.nextInt(4) == 0;
                try {
                    Runnable act =
                            () -> {
                                Acting.Outcome outcome = acting.act(id, run);
                                if (!crashed && action != null && !outage && !disturbed) {
                                    acted(thing, outcome, action);
                                }
                            };
                    if (crashed) {
                        thing.takenCleanly = false;
                        crashNow(act);
                    } else {
                        act.run();
                    }
                    return;
                } catch (Crashes.Crash crash) {
                    watch.count("act crashed", 1);
                    account.pass(account.now().plusSeconds(60));
                }
            }
        } finally {
            watch.run = null;
        }
    }

    private void acted(YearThing thing, Acting.Outcome outcome, Action action) {
        if (watch.stopped || !watch.readable) {
            return;
        }
        Optional<Identity> known = account.inventory.find(thing.id);
        if (outcome instanceof Acting.Outcome.Acted) {
            watch.acted(thing.id, action);
            thing.takenCleanly =
                    known.filter(each -> each.status() == IdentityStatus.INACTIVE).isPresent();
        } else if ((action == Action.DELETE || thing.isOn())
                && watch.isCertain(thing, account::isAsKnown, account.now())) {
            // One that is off already was taken by a late request for an earlier plan.
            throw new AssertionError("left for no reason: " + outcome + " " + thing);
        }
    }

    static Recording recording(Inventory inventory, FakeIam iam) {
        return new Recording(inventory, iam, identity -> {});
    }
}
