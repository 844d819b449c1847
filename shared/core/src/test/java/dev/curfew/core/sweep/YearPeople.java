package dev.curfew.core.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Operating;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The people of a simulated year. */
final class YearPeople {

    private final Random random;
    private final YearAccount account;
    private final YearWatch watch;
    private final Operating operating;
    private final Consumer<Runnable> crashing;
    private final int enforcedOn;
    private final int bobLeavesOn;

    YearPeople(
            Random random,
            YearAccount account,
            YearWatch watch,
            List<Credentials> kinds,
            LifecycleEvents events,
            Consumer<Runnable> crashing) {
        this.random = random;
        this.account = account;
        this.watch = watch;
        this.crashing = crashing;
        this.operating =
                new Operating(
                        account.inventory,
                        account.iam,
                        kinds,
                        account.iam,
                        account.catalogue,
                        events,
                        account.clock);
        this.enforcedOn = random.nextInt(150);
        this.bobLeavesOn = random.nextInt(500);
    }

    void day(int day) {
        if (day == enforcedOn) {
            account.catalogue.apply(
                    watch.rules.limits(true, YearAccount.ANN, account.untouchables),
                    account.clock.instant());
            watch.enforcing = true;
        }
        if (day == bobLeavesOn) {
            account.bobLeaves();
        }
        haltOrGoOn();
        for (YearThing thing : List.copyOf(watch.things.values())) {
            if (thing.takenAt != null && !thing.isOn()) {
                int what = random.nextInt(100);
                if (what < 4) {
                    restore(thing);
                } else if (what < 5) {
                    switchOn(thing);
                }
            } else if (thing.offByHand && random.nextInt(20) == 0) {
                switchOn(thing);
            }
        }
        YearThing one = any();
        switch (random.nextInt(12)) {
            case 0 -> switchOff(one);
            case 1 -> exempt(one);
            case 2 -> exempt(account.users.get(random.nextInt(account.users.size())));
            case 3 -> makeKey();
            case 4 -> {
                if (one.user != null) {
                    account.delete(one);
                }
            }
            case 5 -> {
                if (one.kind != IdentityKind.SERVICE_CREDENTIAL) {
                    one.blindUntil = days(1 + random.nextInt(20));
                    one.tell(account.now());
                }
            }
            default -> {}
        }
        approve();
    }

    private YearThing any() {
        List<YearThing> all = List.copyOf(watch.things.values());
        return all.get(random.nextInt(all.size()));
    }

    private Instant days(int days) {
        return YearRules.after(account.now(), days);
    }

    private void haltOrGoOn() {
        if (watch.stopped) {
            if (random.nextInt(4) == 0) {
                operating.resume(YearAccount.ANN, "it is over");
                watch.stopped = false;
            }
        } else if (random.nextInt(60) == 0) {
            operating.stop(YearAccount.ANN, "a fire");
            watch.stopped = true;
            watch.count("stop", 1);
        }
    }

    /** Through Curfew, and again if it crashed. */
    private void restore(YearThing thing) {
        Operating.Outcome[] outcome = new Operating.Outcome[1];
        Runnable work = () -> outcome[0] = operating.restore(thing.id, YearAccount.ANN, "needed");
        if (random.nextInt(4) == 0) {
            try {
                crashing.accept(work);
            } catch (Crashes.Crash crash) {
                watch.count("restore crashed", 1);
            }
        }
        work.run();
        if (!(outcome[0] instanceof Operating.Outcome.Done) || !thing.isOn()) {
            throw new AssertionError("it cannot be restored: " + outcome[0] + " " + thing);
        }
        watch.count("restored", 1);
    }

    /** Whatever Curfew has taken and not deleted can be restored. */
    void restoreAll() {
        for (YearThing thing : List.copyOf(watch.things.values())) {
            if (thing.takenAt != null && !thing.isOn()) {
                restore(thing);
            }
        }
    }

    /** By hand, in IAM. */
    private void switchOn(YearThing thing) {
        Identity known = account.inventory.find(thing.id).orElseThrow();
        if (thing.user == null || known.status() != IdentityStatus.INACTIVE) {
            return;
        }
        if (thing.takenAt != null) {
            thing.restored = account.now();
            thing.warned = null;
            thing.takenAt = null;
        }
        thing.offByHand = false;
        thing.iam.status = IdentityStatus.ACTIVE;
        thing.excusedUntil = days(watch.rules.restore() + watch.rules.warn() + 3);
        account.switched(thing.iam, IdentityStatus.ACTIVE);
        watch.count("switched on", 1);
    }

    private void switchOff(YearThing thing) {
        Identity known = account.inventory.find(thing.id).orElseThrow();
        if (thing.user == null || !thing.isOn() || known.steps().takenAt() != null) {
            return;
        }
        thing.offByHand = true;
        thing.iam.status = IdentityStatus.INACTIVE;
        account.switched(thing.iam, IdentityStatus.INACTIVE);
        watch.count("switched off", 1);
    }

    private void exempt(YearThing thing) {
        int length = 1 + random.nextInt(90);
        Operating.Outcome outcome =
                operating.exempt(
                        thing.id, "ann", "a project", Duration.ofDays(length), YearAccount.ANN);
        if (!(outcome instanceof Operating.Outcome.Exempted)) {
            return;
        }
        thing.exemptUntil = days(length);
        watch.count("exempted", 1);
    }

    private void makeKey() {
        YearThing user = account.users.get(random.nextInt(account.users.size()));
        long keys =
                watch.things.values().stream()
                        .filter(each -> each.user == user)
                        .filter(each -> each.kind == IdentityKind.ACCESS_KEY)
                        .count();
        if (keys < 2) {
            account.makeCredential(IdentityKind.ACCESS_KEY, user, account.now());
        }
    }

    private void approve() {
        YearThing role = any();
        if (role.kind == IdentityKind.ROLE && role.isOn()) {
            operating.approve(role.id, YearAccount.ANN, "not ours");
            role.approved = true;
        }
    }
}
