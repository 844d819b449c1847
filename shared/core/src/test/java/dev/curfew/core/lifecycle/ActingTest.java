package dev.curfew.core.lifecycle;

import static dev.curfew.core.lifecycle.SampleIdentities.NOW;
import static dev.curfew.core.lifecycle.SampleIdentities.ago;
import static dev.curfew.core.lifecycle.SampleIdentities.enforced;
import static dev.curfew.core.lifecycle.SampleIdentities.key;
import static dev.curfew.core.lifecycle.SampleIdentities.role;
import static dev.curfew.core.lifecycle.SampleIdentities.used;
import static dev.curfew.core.lifecycle.SampleIdentities.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.identity.Telling;
import dev.curfew.core.journal.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActingTest {

    private static final String RUN = "2026-06-01T00:30:00Z";
    private static final String KEY = "AKIAKEY0000000000001";
    private static final String OTHER = "AKIAKEY0000000000002";
    private static final String ROLE = "AROAROLE000000000001";
    private static final Identity CI = user("AIDACI00000000000001", "/ci/", "ci", ago(400));

    private final InMemoryInventory inventory = new InMemoryInventory();
    private final FakeIam iam = new FakeIam();
    private final InMemoryCatalogue catalogue = new InMemoryCatalogue(enforced());
    private final InMemoryPlans plans = new InMemoryPlans();
    private final RecordedLifecycleEvents events = new RecordedLifecycleEvents();
    private final List<String> orders = new ArrayList<>();

    @BeforeEach
    void anAccount() {
        iam.watch(order -> orders.add(order.what() + " " + order.thing().id));
        enter(CI);
        enter(with(used(key(KEY, CI, ago(300)), ago(200)), Steps.NONE.warned(ago(10))));
    }

    @Test
    void disablesWhatThePlanSaysAndTheLimitsStillAskFor() {
        plan(KEY, Action.DISABLE);

        Acting.Outcome outcome = acting().act(KEY, RUN);

        assertThat(outcome).isEqualTo(new Acting.Outcome.Acted(now(KEY), Action.DISABLE));
        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.INACTIVE);
        assertThat(now(KEY).steps().takenAt()).isEqualTo(NOW);
        assertThat(orders).containsExactly("disable " + KEY);
        assertThat(what(KEY)).containsExactly("entered", "disabling", "disabled");
        assertThat(inventory.journal(KEY).getLast().by()).isEqualTo("curfew.revoke");
        assertThat(inventory.journal(KEY).getLast().detail()).containsEntry("run", RUN);
        assertThat(events.told())
                .containsExactly(
                        new RecordedLifecycleEvents.Told(
                                LifecycleEvents.What.DISABLED, KEY, "curfew.revoke"));
    }

    @Test
    void actingAgainDoesNothingAgain() {
        plan(KEY, Action.DISABLE);
        acting().act(KEY, RUN);
        Identity after = now(KEY);

        assertThat(acting().act(KEY, RUN))
                .isEqualTo(new Acting.Outcome.Acted(after, Action.DISABLE));
        assertThat(now(KEY)).isEqualTo(after);
        assertThat(orders).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "not planned", "other run", "only shown", "stopped since", "stopped plan", "old plan",
        "other limits", "beyond the belts", "exempt", "used", "use unknown", "not enforced",
        "restored", "off by hand", "renamed", "unknown other key", "other key comes first"
    })
    void leavesItAloneOtherwise(String why) {
        plan(why.equals("not planned") ? OTHER : KEY, Action.DISABLE);
        String run = why.equals("other run") ? "2026-05-31T00:30:00Z" : RUN;
        Plan plan = plans.find(RUN).orElseThrow();
        FakeIam.Thing thing = Objects.requireNonNull(iam.find(KEY));
        InMemoryPlans kept = plans;
        switch (why) {
            case "only shown" -> kept = kept(copy(plan, false, null, NOW, 1, 20));
            case "stopped plan" -> kept = kept(copy(plan, true, "halted", NOW, 1, 20));
            case "old plan" -> kept = kept(copy(plan, true, null, ago(2), 1, 20));
            case "other limits" -> kept = kept(copy(plan, true, null, NOW, 7, 20));
            case "beyond the belts" -> kept = kept(copy(plan, true, null, NOW, 1, 0));
            case "stopped since" -> catalogue.stop(new Stop(NOW, "ann", "a fire"));
            case "exempt" ->
                    catalogue.exempt(new Exemption(KEY, "ci", "x", ago(-9), ago(1), "ann"));
            case "used" -> {
                // It is too old as well; here, only how long it went unused counts.
                catalogue.apply(ofAnyAge(), NOW);
                kept = kept(copy(plan, true, null, NOW, 2, 20));
                thing.use = new LastUse.Used(ago(0), "s3", null);
            }
            case "use unknown" -> thing.use = new LastUse.Unknown("throttled");
            case "not enforced" -> {
                catalogue.apply(Limits.DEFAULT, NOW);
                kept = kept(copy(plan, true, null, NOW, 2, 20));
            }
            case "restored" -> change(KEY, Steps.postponed(ago(-3)));
            case "off by hand" -> thing.status = IdentityStatus.INACTIVE;
            case "renamed" -> iam.remove(Objects.requireNonNull(iam.find(CI.id())));
            case "unknown other key" -> iam.add(key(OTHER, CI, ago(300)));
            case "other key comes first" -> enter(used(key(OTHER, CI, ago(300)), ago(250)));
            default -> {}
        }

        Acting.Outcome outcome = acting(kept, NOW).act(KEY, run);

        assertThat(outcome).isInstanceOf(Acting.Outcome.Left.class);
        assertThat(((Acting.Outcome.Left) outcome).why()).isNotBlank();
        assertThat(orders).isEmpty();
        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(events.told()).isEmpty();
    }

    @Test
    void whatCannotBeReadActsOnNobody() {
        plan(KEY, Action.DISABLE);
        catalogue.readable(false);

        assertThatThrownBy(() -> acting().act(KEY, RUN)).hasMessageContaining("cannot be read");
        assertThat(orders).isEmpty();
    }

    @Test
    void deletesWhatCurfewDisabledLongAgo() {
        off(KEY, ago(14));
        plan(KEY, Action.DELETE);

        assertThat(acting().act(KEY, RUN)).isInstanceOf(Acting.Outcome.Acted.class);
        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.DELETED);
        assertThat(what(KEY)).endsWith("deleting", "deleted");
        assertThat(orders).containsExactly("delete " + KEY);
        assertThat(acting().act(KEY, RUN)).isInstanceOf(Acting.Outcome.Acted.class);
        assertThat(orders).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"too soon", "on again", "used since", "off by hand"})
    void deletesNothingElse(String why) {
        off(KEY, why.equals("too soon") ? ago(13) : ago(14));
        FakeIam.Thing thing = Objects.requireNonNull(iam.find(KEY));
        switch (why) {
            case "on again" -> thing.status = IdentityStatus.ACTIVE;
            case "used since" -> thing.use = new LastUse.Used(ago(13), "s3", null);
            case "off by hand" -> change(KEY, Steps.NONE);
            default -> {}
        }
        plan(KEY, Action.DELETE);

        assertThat(acting().act(KEY, RUN)).isInstanceOf(Acting.Outcome.Left.class);
        assertThat(orders).isEmpty();
    }

    @Test
    void quarantinesARoleThatAPersonApproved() {
        enter(with(used(role(ROLE, "/", "idle", ago(400)), ago(200)), Steps.NONE.approved("ann")));
        plan(ROLE, Action.QUARANTINE);

        assertThat(acting().act(ROLE, RUN)).isInstanceOf(Acting.Outcome.Acted.class);
        assertThat(now(ROLE).status()).isEqualTo(IdentityStatus.QUARANTINED);
        assertThat(what(ROLE)).endsWith("quarantining", "quarantined");
    }

    @Test
    void aRoleWithoutRoomIsAFindingOnly() {
        enter(with(used(role(ROLE, "/", "idle", ago(400)), ago(200)), Steps.NONE.approved("ann")));
        plan(ROLE, Action.QUARANTINE);
        iam.room(false);

        assertThat(acting().act(ROLE, RUN)).isInstanceOf(Acting.Outcome.Left.class);
        assertThat(now(ROLE).status()).isEqualTo(IdentityStatus.ACTIVE);
        assertThat(now(ROLE).steps()).isEqualTo(Steps.NONE.approved("ann"));
        assertThat(now(ROLE).findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.NO_ROOM);
    }

    @Test
    void anotherRoleOfTheNameIsNotQuarantinedInstead() {
        enter(with(used(role(ROLE, "/", "idle", ago(400)), ago(200)), Steps.NONE.approved("ann")));
        plan(ROLE, Action.QUARANTINE);
        iam.remove(Objects.requireNonNull(iam.find(ROLE)));
        iam.add(role("AROAOTHER", "/", "idle", ago(1)));

        assertThat(acting().act(ROLE, RUN)).isInstanceOf(Acting.Outcome.Left.class);
        assertThat(orders).isEmpty();
    }

    @Test
    void whatIsGoneIsWrittenDown() {
        plan(KEY, Action.DISABLE);
        iam.remove(Objects.requireNonNull(iam.find(KEY)));

        assertThat(acting().act(KEY, RUN)).isInstanceOf(Acting.Outcome.Left.class);
        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.DELETED);
        assertThat(what(KEY)).endsWith("gone");
    }

    @ParameterizedTest
    @CsvSource({"disable", "disable done"})
    void afterACrashItGoesOn(String call) {
        plan(KEY, Action.DISABLE);
        failOnceAt(call);

        assertThatThrownBy(() -> acting().act(KEY, RUN)).hasMessage(call);
        assertThat(now(KEY).steps().takenAt()).isEqualTo(NOW);
        assertThat(acting(plans, NOW.plusSeconds(3700)).act(KEY, RUN))
                .isInstanceOf(Acting.Outcome.Acted.class);

        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.INACTIVE);
        assertThat(orders).containsExactly("disable " + KEY);
        assertThat(what(KEY)).endsWith("disabled");
    }

    @Test
    void afterACrashItIsLeftIfItWasUsedMeanwhile() {
        plan(KEY, Action.DISABLE);
        failOnceAt("disable");
        assertThatThrownBy(() -> acting().act(KEY, RUN)).hasMessage("disable");
        exemptFor(9);

        assertThat(acting().act(KEY, RUN)).isInstanceOf(Acting.Outcome.Left.class);
        assertThat(now(KEY).steps().takenAt()).isNull();
        assertThat(what(KEY)).endsWith("disabling", "left");
        assertThat(orders).isEmpty();
    }

    @Test
    void aUseThatIsKnownAlreadyIsNotUndoneByAnOlderAnswer() {
        catalogue.apply(ofAnyAge(), NOW);
        Identity before = now(KEY);
        assertThat(inventory.note(before, used(before, ago(1)).edit().done())).isTrue();
        plan(KEY, Action.DISABLE);

        assertThat(
                        acting(
                                        kept(
                                                copy(
                                                        plans.find(RUN).orElseThrow(),
                                                        true,
                                                        null,
                                                        NOW,
                                                        2,
                                                        20)),
                                        NOW)
                                .act(KEY, RUN))
                .isInstanceOf(Acting.Outcome.Left.class);
        assertThat(orders).isEmpty();
    }

    @Test
    void aDeletionIsToldEvenIfItCrashedJustAfterIt() {
        off(KEY, ago(14));
        plan(KEY, Action.DELETE);
        failOnceAt("delete done");

        assertThatThrownBy(() -> acting().act(KEY, RUN)).hasMessage("delete done");
        assertThat(acting().act(KEY, RUN)).isInstanceOf(Acting.Outcome.Acted.class);

        assertThat(now(KEY).status()).isEqualTo(IdentityStatus.DELETED);
        assertThat(events.told())
                .containsExactly(
                        new RecordedLifecycleEvents.Told(
                                LifecycleEvents.What.DELETED, KEY, "curfew.revoke"));
    }

    private static Limits ofAnyAge() {
        Map<IdentityKind, Limit> kinds = new EnumMap<>(enforced().kinds());
        Change change = new Change(true, Change.NEVER, null, null, null, null, null);
        kinds.computeIfPresent(IdentityKind.ACCESS_KEY, (kind, limit) -> change.replacing(limit));
        return SampleIdentities.with(kinds, List.of());
    }

    private void exemptFor(long days) {
        catalogue.exempt(new Exemption(KEY, "ci", "x", ago(-days), ago(1), "ann"));
    }

    private void failOnceAt(String call) {
        iam.failWith(now -> {
            if (now.equals(call)) {
                iam.failWith(next -> {});
                throw new IllegalStateException(call);
            }
        });
    }

    private Acting acting() {
        return acting(plans, NOW);
    }

    private Acting acting(Plans kept, Instant now) {
        return new Acting(
                inventory,
                iam,
                List.of(iam.of(IdentityKind.ACCESS_KEY)),
                iam,
                catalogue,
                kept,
                events,
                Clock.fixed(now.plusMillis(7), ZoneOffset.UTC));
    }

    private void plan(String id, Action action) {
        IdentityKind kind = id.startsWith("AROA") ? IdentityKind.ROLE : IdentityKind.ACCESS_KEY;
        plans.keep(
                new Plan(
                        RUN,
                        NOW,
                        1,
                        true,
                        null,
                        Map.of(kind, 20),
                        List.of(new Plan.Planned(id, kind, "x", action, ago(1), "because")),
                        List.of(),
                        List.of()));
    }

    private static InMemoryPlans kept(Plan plan) {
        InMemoryPlans plans = new InMemoryPlans();
        plans.keep(plan);
        return plans;
    }

    private static Plan copy(
            Plan plan,
            boolean executed,
            @Nullable String stopped,
            Instant at,
            long limits,
            int known) {
        return new Plan(
                plan.run(),
                at,
                limits,
                executed,
                stopped,
                Map.of(IdentityKind.ACCESS_KEY, known),
                plan.actions(),
                List.of(),
                List.of());
    }

    private void enter(Identity identity) {
        Entry entry = Telling.step(identity, ago(1), "entered", "test", Map.of());
        assertThat(inventory.put(null, identity.with(entry), entry)).isTrue();
        iam.add(identity);
    }

    private void change(String id, Steps steps) {
        Identity before = now(id);
        assertThat(inventory.note(before, before.edit().steps(steps).done())).isTrue();
    }

    private void off(String id, Instant since) {
        Identity before = now(id);
        Identity after =
                before.edit()
                        .status(IdentityStatus.INACTIVE, since.plus(Duration.ofSeconds(2)))
                        .steps(Steps.NONE.taken(since))
                        .done();
        assertThat(inventory.note(before, after)).isTrue();
        Objects.requireNonNull(iam.find(id)).status = IdentityStatus.INACTIVE;
    }

    private static Identity with(Identity identity, Steps steps) {
        return identity.edit().steps(steps).first();
    }

    private Identity now(String id) {
        return inventory.find(id).orElseThrow();
    }

    private List<String> what(String id) {
        return inventory.journal(id).stream().map(Entry::what).toList();
    }
}
