package dev.curfew.functions;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.identity.Telling;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.FakeIam;
import dev.curfew.core.lifecycle.InMemoryCatalogue;
import dev.curfew.core.lifecycle.InMemoryPlans;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.RecordedLifecycleEvents;
import dev.curfew.core.lifecycle.SampleIdentities;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An account in which some keys and roles are past their limit, for the tests of functions. */
public final class SampleAccount {

    public static final Instant NOW = Samples.ISSUED.plusSeconds(42);
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final String RUN = "2026-03-01T00:30:00Z";

    /** Long unused, and its owner has been warned. */
    public static final String STALE = "AKIASTALE00000000001";

    /** Disabled by Curfew, so long ago that it may be deleted. */
    public static final String TAKEN = "AKIATAKEN00000000001";

    private static final Identity USER =
            SampleIdentities.user("AIDACI00000000000001", "/ci/", "ci-bot", ago(400));

    public final InMemoryInventory inventory = new InMemoryInventory();
    public final FakeIam iam = new FakeIam();
    public final InMemoryCatalogue catalogue =
            new InMemoryCatalogue(SampleIdentities.enforced());
    public final InMemoryPlans plans = new InMemoryPlans();
    public final RecordedLifecycleEvents events = new RecordedLifecycleEvents();

    /** What IAM was told that changed something. */
    public final List<String> orders = new ArrayList<>();

    public SampleAccount() {
        iam.watch(order -> orders.add(order.what() + " " + order.thing().id));
        enter(USER);
        Steps warned = Steps.NONE.warned(ago(20));
        enter(key(STALE, ago(200), warned));
        enter(taken(key(TAKEN, ago(200), warned.taken(ago(15))), IdentityStatus.INACTIVE));
        enter(key("AKIAINUSE00000000001", ago(1), Steps.NONE));
        Identity gone =
                taken(
                        key("AKIAGONE000000000001", ago(200), warned.taken(ago(1))),
                        IdentityStatus.INACTIVE);
        enter(gone);
        iam.remove(Objects.requireNonNull(iam.find(gone.id())));
        enter(role("AROAJOB0000000000001", "job", Steps.NONE));
        enter(role("AROASTALE00000000001", "stale", warned.approved(SampleIdentities.OPERATOR)));
        enter(
                taken(
                        role("AROAQUARANTINED00001", "quarantined", warned.taken(ago(1))),
                        IdentityStatus.QUARANTINED));
        plan(
                Map.of(
                        STALE, Action.DISABLE,
                        TAKEN, Action.DELETE,
                        "AKIAINUSE00000000001", Action.DISABLE,
                        "AKIANOBODYS000000001", Action.DISABLE,
                        "AROASTALE00000000001", Action.QUARANTINE));
    }

    public List<Credentials> credentials() {
        return List.of(
                iam.of(IdentityKind.ACCESS_KEY), iam.of(IdentityKind.SERVICE_CREDENTIAL));
    }

    public Identity now(String id) {
        return inventory.find(id).orElseThrow();
    }

    private static Instant ago(long days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static Identity key(String id, Instant used, Steps steps) {
        Identity key = SampleIdentities.key(id, USER, ago(300));
        return SampleIdentities.used(key, used).edit().steps(steps).first();
    }

    private static Identity role(String id, String name, Steps steps) {
        Identity role = SampleIdentities.role(id, "/ci/", name, ago(300));
        return SampleIdentities.used(role, ago(200)).edit().steps(steps).first();
    }

    private static Identity taken(Identity identity, IdentityStatus status) {
        Instant at = Objects.requireNonNull(identity.steps().takenAt());
        return identity.edit().status(status, at).first();
    }

    private void enter(Identity identity) {
        var entry = Telling.step(identity, ago(300), "entered", "test", Map.of());
        inventory.put(null, identity.with(entry), entry);
        iam.add(identity);
    }

    private void plan(Map<String, Action> actions) {
        List<Plan.Planned> planned = new ArrayList<>();
        actions.forEach(
                (id, action) ->
                        planned.add(
                                new Plan.Planned(
                                        id,
                                        id.startsWith("AROA")
                                                ? IdentityKind.ROLE
                                                : IdentityKind.ACCESS_KEY,
                                        null,
                                        action,
                                        ago(1),
                                        "a test")));
        plans.keep(
                new Plan(
                        RUN,
                        Instant.parse(RUN),
                        catalogue.terms().limits().version(),
                        true,
                        null,
                        Map.of(IdentityKind.ACCESS_KEY, 100, IdentityKind.ROLE, 100),
                        planned,
                        List.of(),
                        List.of()));
    }
}
