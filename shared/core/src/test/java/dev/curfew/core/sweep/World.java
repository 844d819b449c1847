package dev.curfew.core.sweep;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityEvents;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.RecordedIdentityEvents;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Limit;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Plans;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.lifecycle.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An account, the inventory of it, and a sweep between them. */
final class World {

    /** A clock that is set by hand. */
    static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-03-01T00:30:00.250Z");

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    final Hands clock = new Hands();
    final FakeIam iam;
    final InMemoryInventory inventory = new InMemoryInventory();
    final InMemoryWorkspace workspace = new InMemoryWorkspace();
    final RecordedIdentityEvents events = new RecordedIdentityEvents();
    final Map<Count, Long> counts = new EnumMap<>(Count.class);
    final Map<String, Plan> plans = new TreeMap<>();
    final List<String> requested = new ArrayList<>();
    final List<String> announced = new ArrayList<>();
    Limits limits = Limits.DEFAULT;
    @Nullable Stop stop;
    boolean unreadable;

    /** So often the terms cannot be read before they can. */
    int unreadableTimes;

    boolean execute = true;
    Faults faults = Faults.none();

    World(int pageSize) {
        iam = new FakeIam(clock, pageSize);
    }

    private final class KeptPlans implements Plans {
        @Override
        public void keep(Plan plan) {
            plans.putIfAbsent(plan.run(), plan);
        }

        @Override
        public Optional<Plan> find(String run) {
            return Optional.ofNullable(plans.get(run));
        }

        @Override
        public Optional<Plan> last() {
            return plans.values().stream().reduce((before, after) -> after);
        }
    }

    private final class ReadCatalogue implements Catalogue {
        @Override
        public Terms terms() {
            if (unreadable || unreadableTimes-- > 0) {
                throw new IllegalStateException("the limits are not limits");
            }
            return new Terms(limits, Map.of(), stop, List.of());
        }

        @Override
        public Limits apply(Limits limits, Instant at) {
            throw new AssertionError();
        }

        @Override
        public void exempt(Exemption exemption) {
            throw new AssertionError();
        }

        @Override
        public Stop stop(Stop stop) {
            throw new AssertionError();
        }

        @Override
        public void resume(Instant at, String by, String reason) {
            throw new AssertionError();
        }
    }

    private final class HeardEvents implements LifecycleEvents {
        @Override
        public void happened(What what, Identity identity, String by, String reason) {
            announced.add(what.name().toLowerCase(Locale.ROOT) + " " + identity.id());
        }

        @Override
        public void applied(Limits limits) {
            throw new AssertionError();
        }

        @Override
        public void stopped(Stop stop) {
            throw new AssertionError();
        }

        @Override
        public void resumed(Instant at, String by, String reason) {
            throw new AssertionError();
        }
    }

    private Sweeping sweeping() {
        return new Sweeping(
                new Sources(
                        faults.around(AccountPages.class, iam),
                        faults.around(CredentialReport.class, iam),
                        faults.around(ServiceCredentialPages.class, iam),
                        iam.credentials().stream()
                                .map(each -> faults.around(Credentials.class, each))
                                .toList(),
                        null,
                        faults.around(Account.class, iam)),
                new Sweeping.Stores(
                        faults.around(Inventory.class, inventory),
                        faults.around(Workspace.class, workspace),
                        faults.around(Plans.class, new KeptPlans()),
                        faults.around(Catalogue.class, new ReadCatalogue())),
                new Sweeping.Voices(
                        faults.around(IdentityEvents.class, events),
                        faults.around(LifecycleEvents.class, new HeardEvents()),
                        faults.around(
                                Announcements.class,
                                (identity, finding) ->
                                        announced.add(finding.kind() + " " + identity.id())),
                        faults.around(Requests.class, (identity, run) -> requested.add(identity))),
                new Sweeping.Own(FakeIam.QUARANTINE, FakeIam.OWN_ROLE),
                clock);
    }

    /**
     * Some time passes, and the whole chain of one run is done; a step that fails is done again.
     */
    void sweep() {
        counts.clear();
        clock.pass(Duration.ofMinutes(10));
        Sweeping sweeping = sweeping();
        Deque<Step> queue = new ArrayDeque<>();
        queue.add(new Step.Start(null, "curfew.schedule", execute));
        int steps = 0;
        while (!queue.isEmpty()) {
            Step step = Step.read(queue.peek().message());
            if (++steps > 10_000) {
                throw new AssertionError("the chain does not end: " + step);
            }
            clock.pass(Duration.ofSeconds(1));
            try {
                Sweeping.Taken taken = sweeping.take(step);
                taken.counts().forEach((count, number) -> counts.merge(count, number, Long::sum));
                queue.remove();
                taken.next().stream().map(Step.Next::step).forEach(queue::add);
            } catch (Faults.Injected failed) {
                clock.pass(Duration.ofMinutes(12));
            }
        }
    }

    /** Keys end by themselves from now on. */
    void enforceOnKeys() {
        Limits all = Limits.DEFAULT;
        Map<IdentityKind, Limit> kinds = new EnumMap<>(all.kinds());
        kinds.put(
                IdentityKind.ACCESS_KEY,
                new Limit(
                        true,
                        null,
                        Duration.ofDays(90),
                        null,
                        Duration.ofDays(7),
                        Duration.ofDays(14),
                        Duration.ofDays(14)));
        limits =
                new Limits(
                        1,
                        "me",
                        kinds,
                        all.rules(),
                        all.untouchables(),
                        all.owners(),
                        all.orphanedAfter(),
                        all.restore(),
                        new Limits.Belts(5, 100),
                        all.people());
    }

    long count(Count count) {
        return counts.getOrDefault(count, 0L);
    }

    /** What the account holds, each in one line. */
    Map<String, String> account() {
        Map<String, String> all = new TreeMap<>();
        for (FakeIam.Bearer each : iam.bearers.values()) {
            TreeSet<String> policies = new TreeSet<>(each.managed);
            each.inline.keySet().forEach(name -> policies.add("inline:" + name));
            all.put(
                    each.id,
                    line(
                            each.kind,
                            each.name,
                            each.managed.contains(FakeIam.QUARANTINE)
                                    ? IdentityStatus.QUARANTINED
                                    : IdentityStatus.ACTIVE,
                            each.created,
                            each.tags,
                            policies,
                            new TreeSet<>(each.groups),
                            each.boundary,
                            each.password));
        }
        for (FakeIam.Held each : iam.held.values()) {
            all.put(
                    each.id,
                    line(each.kind, each.user.name, each.status, each.created, each.user.id));
        }
        return all;
    }

    /** What the inventory holds, in the same form. */
    Map<String, String> known() {
        Map<String, String> all = new TreeMap<>();
        for (Identity each : inventory.list()) {
            Instant created = each.created() == null ? null : each.created().at();
            all.put(
                    each.id(),
                    each.kind().isPrincipal()
                            ? line(
                                    each.kind(),
                                    each.name(),
                                    each.status(),
                                    created,
                                    each.details().tags(),
                                    each.details().policies(),
                                    each.details().groups(),
                                    each.details().boundary(),
                                    each.details().password())
                            : line(each.kind(), each.name(), each.status(), created, each.user()));
        }
        return all;
    }

    private static String line(@Nullable Object... parts) {
        return Arrays.toString(parts);
    }

    FakeIam.Bearer user(String name) {
        return iam.bearers(IdentityKind.USER).stream()
                .filter(each -> each.name.equals(name))
                .findFirst()
                .orElseThrow();
    }
}
