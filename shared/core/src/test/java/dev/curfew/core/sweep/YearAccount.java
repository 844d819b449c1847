package dev.curfew.core.sweep;

import dev.curfew.core.identity.IamEvent;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.Recording;
import dev.curfew.core.identity.Telling;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.FakeIam;
import dev.curfew.core.lifecycle.InMemoryCatalogue;
import dev.curfew.core.lifecycle.InMemoryPlans;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.SampleIdentities;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The account of a simulated year, its time, and what Curfew keeps of it. */
final class YearAccount {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ARN = "arn:aws:iam::" + SampleIdentities.ACCOUNT + ":user/people/";
    static final String ANN = ARN + "ann";
    static final String BOB = ARN + "bob";

    final FakeIam iam = new FakeIam();
    final InMemoryInventory inventory = new InMemoryInventory();
    final InMemoryCatalogue catalogue;
    final InMemoryPlans plans = new InMemoryPlans();
    final InMemoryWorkspace workspace = new InMemoryWorkspace();
    final Hour clock = new Hour();
    final List<YearThing> users = new ArrayList<>();
    final List<Limits.Untouchable> untouchables = new ArrayList<>();
    private final List<YearThing> byBob = new ArrayList<>();

    /** Stands for whatever is deleted. */
    final YearThing nothing;

    private final Random random;
    private final YearWatch watch;
    private final Recording recording;
    private final List<YearThing> deleted = new ArrayList<>();
    private final PriorityQueue<Sent> sent =
            new PriorityQueue<>(Comparator.comparing(Sent::arrives).thenComparingInt(Sent::number));
    private int made;
    private int events;

    private record Sent(Instant arrives, int number, IamEvent event) {}

    /** A clock that is set by hand. */
    static final class Hour extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
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

    YearAccount(Random random, YearWatch watch) {
        this.random = random;
        this.watch = watch;
        this.recording = Year.recording(inventory, iam);
        enter(SampleIdentities.user("AIDAANN", "/people/", "ann", START));
        enter(SampleIdentities.user("AIDABOB", "/people/", "bob", START));
        Identity nobody = SampleIdentities.user("AIDANOBODY", "/", "nobody", START);
        this.nothing = new YearThing(enter(nobody), null);
        for (int i = 0; i < 125; i++) {
            makeUser(i);
        }
        for (int i = 0; i < 60; i++) {
            makeRole(i);
        }
        catalogue = new InMemoryCatalogue(watch.rules.limits(false, ANN, untouchables));
    }

    Instant now() {
        return clock.now;
    }

    private FakeIam.Thing enter(Identity identity) {
        Entry entry = Telling.step(identity, clock.now, "found", "test", Map.of());
        inventory.put(null, identity.with(entry), entry);
        return iam.add(identity);
    }

    private Identity made(Identity identity, Instant at, boolean bob) {
        return identity.edit().created(new Identity.Creation(bob ? BOB : ANN, at)).first();
    }

    private Instant before() {
        return START.minus(Duration.ofHours(random.nextInt(400 * 24)));
    }

    private void makeUser(int i) {
        int what = random.nextInt(20);
        String path =
                switch (what) {
                    case 0 -> "/aws-reserved/";
                    case 1, 2, 3 -> "/lab/";
                    default -> "/ci/";
                };
        Instant at = before();
        Identity user =
                made(SampleIdentities.user("AIDA" + (1000 + i), path, "u" + i, at), at, false);
        if (what == 4) {
            user = SampleIdentities.tagged(user, Map.of("curfew", "keep"));
        }
        YearThing thing = new YearThing(enter(user), null);
        thing.untouchable = what == 0 || what == 5;
        thing.lab = path.equals("/lab/");
        thing.kept = what == 4;
        if (what == 5) {
            untouchables.add(
                    new Limits.Untouchable(
                            Objects.requireNonNull(user.arn()), user.id(), "break glass"));
        }
        users.add(thing);
        int keys = 1 + random.nextInt(2);
        for (int k = 0; k < keys; k++) {
            makeCredential(IdentityKind.ACCESS_KEY, thing, before());
        }
        if (random.nextInt(5) == 0) {
            makeCredential(IdentityKind.SERVICE_CREDENTIAL, thing, before());
        }
    }

    private void makeRole(int i) {
        int what = random.nextInt(12);
        String path = what == 0 ? "/aws-service-role/" : "/";
        String name = (what == 1 ? "curfew-" : "r") + i;
        Instant at = before();
        boolean bob = random.nextInt(6) == 0;
        Identity role = SampleIdentities.role("AROA" + (1000 + i), path, name, at);
        YearThing thing = new YearThing(enter(made(role, at, bob)), null);
        thing.untouchable = what <= 1;
        add(thing, bob);
    }

    /** Makes a credential, in the account and in the inventory. */
    void makeCredential(IdentityKind kind, YearThing user, Instant at) {
        Identity owner = inventory.find(user.id).orElseThrow();
        boolean bob = random.nextInt(6) == 0;
        String id = (kind == IdentityKind.ACCESS_KEY ? "AKIA" : "ACCA") + (1000 + made++);
        Identity identity = made(SampleIdentities.credential(kind, id, owner, at), at, bob);
        add(new YearThing(enter(identity), user), bob);
    }

    private void add(YearThing thing, boolean bob) {
        watch.things.put(thing.id, thing);
        if (bob) {
            byBob.add(thing);
            thing.orphaned = iam.find("AIDABOB") == null;
        }
        thing.usedNext = later(thing.made, 40 * 24);
        thing.hoursBetween =
                switch (random.nextInt(4)) {
                    case 0 -> 5 + random.nextInt(72);
                    case 1 -> 24 * (5 + random.nextInt(30));
                    default -> 24 * (20 + random.nextInt(100));
                };
        int end = random.nextInt(3);
        thing.usedUntil =
                end == 0
                        ? Instant.MAX
                        : end == 1
                                ? thing.made
                                : START.plus(Duration.ofHours(random.nextInt(8000)));
        thing.live(clock.now);
    }

    private Instant later(Instant time, int hours) {
        return time.plusSeconds(60L * random.nextInt(hours * 60));
    }

    /** Before the first day, nothing has happened. */
    void settle() {
        pass(START);
    }

    /** Time goes on: what is used is used, and what was told arrives. */
    void pass(Instant to) {
        clock.now = to;
        int uses = 0;
        for (YearThing thing : watch.things.values()) {
            if (!thing.usedNext.isAfter(to) || !thing.blindUntil.equals(Instant.MIN)) {
                uses += thing.live(to);
            }
        }
        watch.count("uses", uses);
        while (!sent.isEmpty() && !sent.peek().arrives().isAfter(to)) {
            recording.record(Objects.requireNonNull(sent.poll()).event(), to);
        }
    }

    /** Curfew, or a person through it, changes something: CloudTrail tells of it. */
    void heardOf(FakeIam.Order order) {
        FakeIam.Thing thing = order.thing();
        switch (order.what()) {
            case "disable" -> switched(thing, IdentityStatus.INACTIVE);
            case "enable" -> switched(thing, IdentityStatus.ACTIVE);
            case "delete" ->
                    tell(new IamEvent.Change.CredentialDeleted(thing.kind, thing.id, thing.name));
            default -> {}
        }
    }

    /** A credential is switched: CloudTrail tells of it. */
    void switched(FakeIam.Thing thing, IdentityStatus status) {
        tell(new IamEvent.Change.CredentialSwitched(thing.kind, thing.id, thing.name, status));
    }

    /** Once, twice, late or never. */
    private void tell(IamEvent.Change change) {
        int fate = random.nextInt(10);
        if (fate == 0) {
            watch.count("events lost", 1);
            return;
        }
        int number = events++;
        IamEvent event =
                new IamEvent("e" + number, SampleIdentities.ACCOUNT, clock.now, "somebody", change);
        send(event, number, random.nextInt(4) == 0 ? 60 * 50 : 20);
        if (fate == 1) {
            send(event, number, 60 * 50);
        }
    }

    private void send(IamEvent event, int number, int minutes) {
        sent.add(new Sent(clock.now.plusSeconds(60L * random.nextInt(minutes)), number, event));
    }

    /** A person deletes a credential. */
    void delete(YearThing thing) {
        iam.remove(thing.iam);
        watch.remove(thing);
        deleted.add(thing);
        tell(
                new IamEvent.Change.CredentialDeleted(
                        thing.kind, thing.id, Objects.requireNonNull(thing.user).iam.name));
    }

    /** Bob leaves. */
    void bobLeaves() {
        FakeIam.Thing bob = iam.find("AIDABOB");
        if (bob == null) {
            return;
        }
        iam.remove(bob);
        Identity known = inventory.find("AIDABOB").orElseThrow();
        Identity gone = known.edit().status(IdentityStatus.DELETED, clock.now).done();
        Entry entry = Telling.step(gone, clock.now, "deleted", ANN, Map.of());
        inventory.put(known, gone.with(entry), entry);
        byBob.forEach(each -> each.orphaned = true);
    }

    /** Most of what the inventory has wrong is put right as a run lists it. */
    void listed() {
        Reconciling reconciling = new Reconciling(inventory, identity -> {});
        Run run = new Run(clock.now, "curfew.schedule", true, false);
        Tally tally = new Tally();
        for (YearThing thing : watch.things.values()) {
            if (thing.user != null && !isAsKnown(thing) && random.nextInt(7) != 0) {
                Credentials.Listed listed =
                        new Credentials.Listed(thing.id, thing.iam.status, thing.made, null, null);
                reconciling.correct(
                        run,
                        thing.id,
                        known(thing),
                        clock.now,
                        tally,
                        new CredentialChange(
                                thing.kind,
                                listed,
                                SampleIdentities.ACCOUNT,
                                thing.user.iam.name,
                                thing.user.id,
                                clock.now,
                                clock.now));
            }
        }
        for (YearThing thing : deleted) {
            if (random.nextInt(7) != 0) {
                reconciling.correct(
                        run,
                        thing.id,
                        known(thing),
                        clock.now,
                        tally,
                        new CredentialChange.Gone(clock.now));
            }
        }
        deleted.removeIf(
                each -> inventory.find(each.id).orElseThrow().status() == IdentityStatus.DELETED);
        watch.count("drift", tally.counts().getOrDefault(Count.DRIFT, 0L).intValue());
    }

    private @Nullable Identity known(YearThing thing) {
        return inventory.find(thing.id).orElse(null);
    }

    /** Whether the inventory knows how it stands. */
    boolean isAsKnown(YearThing thing) {
        Identity known = known(thing);
        return known != null && known.status() == thing.iam.status;
    }

    /** What the pages of a run showed. */
    RunFiles files(Run run) {
        RunFiles files = new RunFiles(workspace, run);
        List<AccountPages.Principal> roles = new ArrayList<>();
        for (YearThing thing : watch.things.values()) {
            if (thing.kind == IdentityKind.ROLE && !thing.isBlind(clock.now)) {
                Identity known = Objects.requireNonNull(known(thing));
                roles.add(
                        new AccountPages.Principal(
                                thing.kind,
                                thing.id,
                                thing.iam.name,
                                Objects.requireNonNull(known.arn()),
                                thing.made,
                                Map.of(),
                                List.of(),
                                Map.of(),
                                List.of(),
                                null,
                                null,
                                new AccountPages.RoleUse(thing.used, null)));
            }
        }
        files.shown(AccountPages.Part.ROLES, 0, clock.now, roles, true);
        files.shown(AccountPages.Part.USERS, 0, clock.now, List.of(), true);
        files.report(null);
        files.unused(0, List.of(), true);
        return files;
    }
}
