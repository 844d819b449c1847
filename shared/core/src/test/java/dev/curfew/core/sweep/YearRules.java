package dev.curfew.core.sweep;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.lifecycle.Change;
import dev.curfew.core.lifecycle.Limit;
import dev.curfew.core.lifecycle.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a simulated year and what follows from them, told a second time: nothing here asks
 * the code that is tested. Numbers are days.
 *
 * @param age null for any age
 */
record YearRules(
        @Nullable Integer age,
        int idle,
        int labIdle,
        int quarantine,
        int warn,
        int delete,
        int fresh,
        int orphaned,
        int restore,
        int actions,
        int percent,
        Set<IdentityKind> enforced) {

    static YearRules random(Random random) {
        return new YearRules(
                random.nextInt(3) == 0 ? null : 90 + random.nextInt(200),
                20 + random.nextInt(80),
                10 + random.nextInt(20),
                60 + random.nextInt(120),
                random.nextInt(8),
                1 + random.nextInt(21),
                random.nextInt(20),
                10 + random.nextInt(40),
                1 + random.nextInt(10),
                1 + random.nextInt(8),
                1 + random.nextInt(20),
                random.nextInt(4) == 0
                        ? Set.of(IdentityKind.ACCESS_KEY)
                        : Set.of(
                                IdentityKind.ACCESS_KEY,
                                IdentityKind.SERVICE_CREDENTIAL,
                                IdentityKind.ROLE));
    }

    /** As Curfew is told them. */
    Limits limits(boolean enforcing, String appliedBy, List<Limits.Untouchable> untouchables) {
        Map<IdentityKind, Limit> kinds = new EnumMap<>(IdentityKind.class);
        for (IdentityKind kind : IdentityKind.values()) {
            boolean credential = !kind.isPrincipal();
            kinds.put(
                    kind,
                    new Limit(
                            enforcing && enforced.contains(kind),
                            credential && age != null ? Duration.ofDays(age) : null,
                            Duration.ofDays(idle),
                            kind == IdentityKind.ROLE ? Duration.ofDays(quarantine) : null,
                            Duration.ofDays(warn),
                            Duration.ofDays(delete),
                            Duration.ofDays(fresh)));
        }
        return new Limits(
                0,
                appliedBy,
                kinds,
                List.of(
                        new Limits.Rule(
                                "/lab/",
                                null,
                                Set.of(IdentityKind.ACCESS_KEY),
                                new Change(
                                        null,
                                        null,
                                        Duration.ofDays(labIdle),
                                        null,
                                        null,
                                        null,
                                        null)),
                        new Limits.Rule(
                                null,
                                new Limits.Tag("curfew", "keep"),
                                Set.of(IdentityKind.values()),
                                new Change(false, null, null, null, null, null, null))),
                untouchables,
                Limits.DEFAULT.owners(),
                Duration.ofDays(orphaned),
                Duration.ofDays(restore),
                new Limits.Belts(actions, percent),
                List.of());
    }

    /** So many of a kind a run may take, of so many that there are. */
    int most(int known) {
        return Math.min(actions, (int) Math.ceil(known * percent / 100.0));
    }

    /** When a credential has reached its end; null when it has none. */
    @Nullable Instant end(YearThing thing) {
        Instant old = age == null ? null : after(thing.made, age);
        if (thing.kind != IdentityKind.ACCESS_KEY) {
            return old;
        }
        int days = thing.bearer().lab ? labIdle : idle;
        Instant unused = after(thing.alive(), thing.orphaned ? Math.min(days, orphaned) : days);
        return old == null || unused.isBefore(old) ? unused : old;
    }

    /** Before that it is left alone. */
    Instant spared(YearThing thing) {
        Instant fresh = after(thing.made, this.fresh);
        Instant again = thing.restored == null ? fresh : after(thing.restored, restore);
        return again.isAfter(fresh) ? again : fresh;
    }

    /** When the owner of a credential is to be warned; null when its end never comes. */
    @Nullable Instant warning(YearThing thing) {
        Instant end = end(thing);
        if (end == null) {
            return null;
        }
        Instant warning = after(end, -warn);
        return warning.isBefore(spared(thing)) ? spared(thing) : warning;
    }

    /** Whether its owner knows of the end that it has now. */
    boolean isWarned(YearThing thing) {
        Instant warning = warning(thing);
        return warning != null && thing.warned != null && !thing.warned.isBefore(warning);
    }

    /** When a credential is to be disabled; null for not yet known, or never. */
    @Nullable Instant disabling(YearThing thing) {
        Instant end = end(thing);
        if (end == null || thing.warned == null || !isWarned(thing)) {
            return null;
        }
        Instant warned = after(thing.warned, warn);
        return warned.isBefore(end) ? end : warned;
    }

    /** When a role is to be quarantined. */
    Instant quarantining(YearThing role) {
        Instant unused = after(role.alive(), quarantine);
        return unused.isBefore(spared(role)) ? spared(role) : unused;
    }

    /** When a credential is to be deleted that was taken then. */
    Instant deleting(YearThing thing, Instant taken) {
        Instant due = after(taken, delete);
        return due.isBefore(spared(thing)) ? spared(thing) : due;
    }

    boolean isEnforced(YearThing thing) {
        return enforced.contains(thing.kind) && !thing.bearer().kept;
    }

    static Instant after(Instant time, int days) {
        return time.plus(Duration.ofDays(days));
    }
}
