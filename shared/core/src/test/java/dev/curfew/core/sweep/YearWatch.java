package dev.curfew.core.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.FakeIam;
import dev.curfew.core.lifecycle.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Watches over a simulated year: what Curfew orders, and what it should have. */
final class YearWatch {

    final YearRules rules;
    final Map<String, YearThing> things = new LinkedHashMap<>();
    final Map<String, Integer> figures = new HashMap<>();

    boolean enforcing;
    boolean stopped;
    boolean readable = true;

    /** The run that is being carried out; null while it is people who give orders. */
    @Nullable String run;

    private final Map<String, Map<IdentityKind, Integer>> known = new HashMap<>();

    /** What was missed in the run before, which may have gone by an older use. */
    private Set<String> missed = new HashSet<>();

    private Set<String> missing = new HashSet<>();
    private final Map<String, Integer> orders = new HashMap<>();

    YearWatch(YearRules rules) {
        this.rules = rules;
    }

    void count(String what, int number) {
        figures.merge(what, number, Integer::sum);
    }

    private static void must(boolean so, String what, Object about) {
        if (!so) {
            throw new AssertionError(what + ": " + about);
        }
    }

    /** Curfew, or a person through it, is about to change the account. */
    void ordered(FakeIam.Order order, Instant now) {
        YearThing thing = Objects.requireNonNull(things.get(order.thing().id));
        if (run == null) {
            must(
                    order.what().equals("enable") || order.what().equals("end"),
                    "nobody asked for it to be taken",
                    thing);
            thing.takenAt = null;
            thing.warned = null;
            thing.approved = false;
            thing.restored = now;
            return;
        }
        must(readable && !stopped && enforcing, "all is halted", thing);
        must(rules.isEnforced(thing), "nothing is enforced on it", thing);
        must(!thing.bearer().untouchable && !thing.untouchable, "untouchable", thing);
        must(!thing.isExempt(now), "exempt", thing);
        must(!now.isBefore(rules.spared(thing)), "it is new, or was restored", thing);
        must(!thing.isBlind(now), "its use is not known", thing);
        must(!run.equals(thing.lastRun), "acted on twice", thing);
        thing.lastRun = run;
        int nth = orders.merge(run + thing.kind, 1, Integer::sum);
        must(
                nth <= rules.most(known.getOrDefault(run, Map.of()).getOrDefault(thing.kind, 0)),
                "more than the belts let it",
                thing);
        count(order.what(), 1);
        switch (order.what()) {
            case "disable" -> disabling(thing, now);
            case "delete" -> deleting(thing, now);
            case "quarantine" -> {
                must(thing.approved, "nobody has approved", thing);
                must(!now.isBefore(rules.quarantining(thing)), "in use", thing);
                thing.takenAt = now;
            }
            default -> must(false, "revoke never gives such an order: " + order.what(), thing);
        }
    }

    private void disabling(YearThing thing, Instant now) {
        Instant end = rules.end(thing);
        must(end != null && !now.isBefore(end), "within its limits", thing);
        must(
                thing.warned != null && !now.isBefore(YearRules.after(thing.warned, rules.warn())),
                "its owner was not warned in time",
                thing);
        must(rules.isWarned(thing), "its owner was warned of another end", thing);
        for (YearThing other : rivals(thing, now)) {
            must(!other.alive().isBefore(thing.alive()), "the other key goes first", thing);
        }
        for (YearThing other : siblings(thing)) {
            must(
                    other == thing
                            || other.kind != IdentityKind.ACCESS_KEY
                            || thing.kind != IdentityKind.ACCESS_KEY
                            || other.takenAt == null
                            || !Objects.equals(run, other.lastRun),
                    "its user loses both in one run",
                    thing);
        }
        thing.takenAt = now;
    }

    private void deleting(YearThing thing, Instant now) {
        Instant taken = thing.takenAt;
        must(taken != null && !thing.offByHand, "Curfew did not disable it", thing);
        must(
                taken != null && !now.isBefore(rules.deleting(thing, taken)),
                "deleted too soon",
                thing);
        must(!thing.isOn(), "it is on", thing);
        remove(thing);
    }

    /** It is not in the account any more. */
    void remove(YearThing thing) {
        things.remove(thing.id);
    }

    /** The credentials of the same user that are there, with itself. */
    private List<YearThing> siblings(YearThing credential) {
        return credential.bearer().held.stream()
                .filter(each -> things.containsKey(each.id))
                .toList();
    }

    private List<YearThing> rivals(YearThing thing, Instant now) {
        if (thing.kind != IdentityKind.ACCESS_KEY) {
            return List.of();
        }
        List<YearThing> rivals = new ArrayList<>();
        for (YearThing other : siblings(thing)) {
            if (other != thing
                    && other.kind == IdentityKind.ACCESS_KEY
                    && other.isOn()
                    && !other.isExempt(now)) {
                rivals.add(other);
            }
        }
        return rivals;
    }

    /** What a run should find due, by id, and since when; and whom it should warn. */
    record Expected(Map<String, Instant> due, Set<String> warned) {}

    Expected expected(Instant now, Function<String, @Nullable Identity> inventory) {
        Map<String, Instant> due = new HashMap<>();
        Set<String> warned = new HashSet<>();
        missed = missing;
        missing = new HashSet<>();
        for (YearThing thing : things.values()) {
            if (!enforcing
                    || !rules.isEnforced(thing)
                    || thing.bearer().untouchable
                    || thing.untouchable
                    || thing.isExempt(now)
                    || thing.isBlind(now)
                    || thing.offByHand
                    || now.isBefore(thing.excusedUntil)
                    || now.isBefore(rules.spared(thing))) {
                continue;
            }
            Identity known = inventory.apply(thing.id);
            if (known == null || known.status() != thing.iam.status) {
                continue;
            }
            if (thing.kind == IdentityKind.ROLE) {
                if (thing.isOn() && thing.approved) {
                    expect(due, thing, rules.quarantining(thing), now);
                }
            } else if (!thing.isOn()) {
                if (thing.takenAt != null && thing.takenCleanly) {
                    expect(due, thing, rules.deleting(thing, thing.takenAt), now);
                }
            } else if (rules.isWarned(thing)) {
                if (isFirst(thing, now, inventory)) {
                    expect(due, thing, rules.disabling(thing), now);
                }
            } else {
                Instant warning = rules.warning(thing);
                // One that was used after its warning is asked for that only when the end comes of
                // which it was warned, and warned anew then.
                boolean waits =
                        thing.warned != null
                                && now.isBefore(YearRules.after(thing.warned, rules.warn() + 1));
                if (warning != null && !now.isBefore(warning) && !waits) {
                    warned.add(thing.id);
                }
            }
        }
        return new Expected(due, warned);
    }

    private static void expect(
            Map<String, Instant> due, YearThing thing, @Nullable Instant at, Instant now) {
        if (at != null && !now.isBefore(at)) {
            due.put(thing.id, at);
        }
    }

    /** Whether nothing that the plan went by can have changed since the beginning of its run. */
    boolean isCertain(YearThing thing, Predicate<YearThing> asKnown, Instant now) {
        Instant before = now.minusSeconds(3600);
        Predicate<YearThing> certain =
                each -> asKnown.test(each) && !each.isBlind(now) && each.alive().isBefore(before);
        return certain.test(thing)
                && siblings(thing).stream()
                        .filter(each -> each.kind == IdentityKind.ACCESS_KEY)
                        .allMatch(certain);
    }

    private boolean isFirst(
            YearThing thing, Instant now, Function<String, @Nullable Identity> inventory) {
        for (YearThing other : thing.bearer().held) {
            Identity known = inventory.apply(other.id);
            // Of what is deleted, the inventory may not have heard yet.
            boolean asKnown =
                    things.containsKey(other.id)
                            ? known != null && known.status() == other.iam.status
                            : known == null || known.status() == IdentityStatus.DELETED;
            if (!asKnown) {
                return false;
            }
        }
        for (YearThing other : rivals(thing, now)) {
            int order = other.alive().compareTo(thing.alive());
            if (other.isBlind(now)
                    || order < 0
                    || (order == 0 && other.id.compareTo(thing.id) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** A plan is kept: all that is due is in it, in due order, as far as the belts let it. */
    void planned(
            Plan plan,
            Map<IdentityKind, Integer> held,
            Expected expected,
            Set<String> undisturbed,
            @Nullable Long backlog) {
        known.put(plan.run(), held);
        if (!readable) {
            must(plan.actions().isEmpty() && plan.stopped() != null, "planned blindly", plan);
            return;
        }
        if (!enforcing) {
            must(plan.actions().isEmpty() && plan.backlog().isEmpty(), "not enforced", plan);
            return;
        }
        must(
                backlog == null || backlog == plan.backlog().size(),
                "the backlog is counted wrongly",
                plan.backlog());
        Map<String, Plan.Planned> found = new HashMap<>();
        plan.actions().forEach(each -> found.put(each.identity(), each));
        plan.backlog().forEach(each -> found.put(each.identity(), each));
        expected.due()
                .forEach((id, due) -> {
                    Plan.Planned planned = found.get(id);
                    if (planned == null && undisturbed.contains(id)) {
                        miss(id, "late, due since " + due);
                    }
                    must(
                            planned == null
                                    || plan.backlog().contains(planned)
                                    || planned.due().equals(due),
                            "planned for another time than " + due,
                            String.valueOf(planned));
                });
        for (IdentityKind kind : IdentityKind.values()) {
            List<Plan.Planned> now = of(plan.actions(), kind);
            List<Plan.Planned> later = of(plan.backlog(), kind);
            int most = rules.most(held.getOrDefault(kind, 0));
            must(now.size() == Math.min(most, now.size() + later.size()), "not so many", plan);
            for (Plan.Planned waiting : later) {
                for (Plan.Planned first : now) {
                    must(!waiting.due().isBefore(first.due()), "out of order", waiting);
                }
            }
            count("backlog", later.size());
        }
    }

    /** Within a day is in time: the next run must not miss it again. */
    private void miss(String id, String what) {
        missing.add(id);
        must(!missed.contains(id), what, String.valueOf(things.get(id)));
    }

    private static List<Plan.Planned> of(List<Plan.Planned> all, IdentityKind kind) {
        return all.stream().filter(each -> each.kind() == kind).collect(Collectors.toList());
    }

    /**
     * After the warnings of a run. What waits in the backlog is asked for its use when its turn
     * comes, and warned of a later end only then.
     */
    void warned(Plan plan, Expected expected, Set<String> undisturbed, Instant now) {
        Set<String> waiting =
                plan.backlog().stream().map(Plan.Planned::identity).collect(Collectors.toSet());
        for (String id : expected.warned()) {
            YearThing thing = things.get(id);
            if (thing != null
                    && !waiting.contains(id)
                    && undisturbed.contains(id)
                    && !now.equals(thing.warned)) {
                miss(id, "its owner is not warned");
            }
        }
    }

    /** After an action that nothing disturbed. */
    void acted(String id, Action action) {
        YearThing thing = things.get(id);
        must(
                action == Action.DELETE
                        ? thing == null
                        : thing != null && !thing.isOn() && thing.takenAt != null,
                "nothing came of it",
                String.valueOf(thing));
    }
}
