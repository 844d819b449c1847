package dev.curfew.core.lifecycle;

import static dev.curfew.core.lifecycle.SampleIdentities.NOW;
import static dev.curfew.core.lifecycle.SampleIdentities.ago;
import static dev.curfew.core.lifecycle.SampleIdentities.credential;
import static dev.curfew.core.lifecycle.SampleIdentities.enforced;
import static dev.curfew.core.lifecycle.SampleIdentities.key;
import static dev.curfew.core.lifecycle.SampleIdentities.tagged;
import static dev.curfew.core.lifecycle.SampleIdentities.terms;
import static dev.curfew.core.lifecycle.SampleIdentities.told;
import static dev.curfew.core.lifecycle.SampleIdentities.used;
import static dev.curfew.core.lifecycle.SampleIdentities.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecidingTest {

    private static final Identity CI = user("AIDACI00000000000001", "/ci/", "ci", ago(400));
    private static final String ID = "AKIAKEY0000000000001";
    private static final String OTHER = "AKIAKEY0000000000002";

    @ParameterizedTest(name = "made {0} days ago, used {1}, warned {2}: {3}, due {4} days ago")
    @CsvSource({
        "10, , , LEAVE, -73",
        "82, 1, , LEAVE, -1",
        "83, 1, , WARN, 0",
        "95, 1, , WARN, 12",
        "95, 1, 6, LEAVE, -1",
        "95, 1, 7, DISABLE, 0",
        "95, 1, 12, DISABLE, 5",
        // A warning before this end's time is the warning of another.
        "95, 1, 13, WARN, 12",
        "60, 60, , LEAVE, -23",
        "80, , , LEAVE, -3",
        "83, , , WARN, 0",
        "90, , 7, DISABLE, 0",
        "300, 200, 7, DISABLE, 0"
    })
    void aKeyEndsByAgeOrUse(
            long made, @Nullable Long used, @Nullable Long warned, Action action, long due) {
        Identity key = used(key(ID, CI, ago(made)), used == null ? null : ago(used));
        Identity known = warned == null ? key : with(key, Steps.NONE.warned(ago(warned)));

        Decision decision = decide(known, enforced());

        assertThat(decision.action()).as(decision.reason()).isEqualTo(action);
        assertThat(decision.due()).isEqualTo(ago(due));
        assertThat(decision.enforced()).isTrue();
    }

    @Test
    void theReasonHasTheNumbers() {
        Identity key = with(used(key(ID, CI, ago(91)), ago(3)), Steps.NONE.warned(ago(7)));

        Decision decision = decide(key, enforced());

        assertThat(decision.reason())
                .isEqualTo(
                        "91 days old, of 90 days that it may become; not used for 3 days, of 90 days that it may");
        assertThat(decision.findings())
                .containsExactly(
                        new Finding(
                                Finding.Kind.OVER_AGE,
                                NOW,
                                "made at " + ago(91) + "; it may become 90 days old"));
    }

    @Test
    void aFindingThatStoodBeforeStandsSinceThen() {
        Finding before = new Finding(Finding.Kind.OVER_AGE, ago(1), "as it was put yesterday");
        Identity key =
                used(key(ID, CI, ago(91)), ago(3)).edit().findings(List.of(before)).first();

        assertThat(decide(key, enforced()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.since()).isEqualTo(ago(1)));
    }

    @ParameterizedTest
    @CsvSource({"89, LEAVE, true", "300, LEAVE, true", "20, LEAVE, false"})
    void unknownIsNeverUnused(long made, Action action, boolean found) {
        for (Identity key :
                List.of(
                        key(ID, CI, ago(made)),
                        told(key(ID, CI, ago(made)), new LastUse.Unknown("throttled")),
                        told(key(ID, CI, ago(made)), new LastUse.Untracked()))) {
            Decision decision = decide(with(key, Steps.NONE.warned(ago(7))), enforced());

            assertThat(decision.action()).isEqualTo(action);
            assertThat(kinds(decision).contains(Finding.Kind.USE_UNKNOWN)).isEqualTo(found);
            assertThat(decision.hangsOnUse()).isEqualTo(found);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IdentityKind.class,
            names = {"SSH_PUBLIC_KEY", "SIGNING_CERTIFICATE", "SERVICE_CREDENTIAL"})
    void whatAwsDoesNotTrackIsJudgedByAge(IdentityKind kind) {
        Identity young = told(credential(kind, ID, CI, ago(80)), new LastUse.Untracked());
        Identity old = told(credential(kind, ID, CI, ago(90)), new LastUse.Untracked());
        Identity failed = told(credential(kind, ID, CI, ago(90)), new LastUse.Unknown("denied"));

        assertThat(decide(young, enforced()).action()).isEqualTo(Action.LEAVE);
        assertThat(decide(old, enforced()).action()).isEqualTo(Action.WARN);
        assertThat(decide(failed, enforced()).action()).isEqualTo(Action.LEAVE);
    }

    @Test
    void whatIsNotKnownOfItLeavesItAlone() {
        Identity key = with(used(key(ID, CI, ago(300)), null), Steps.NONE.warned(ago(30)));
        Identity noBirth = key.edit().created(null).first();
        Identity noPath = CI.edit().named("ci", null).first();

        for (Decision decision :
                List.of(
                        decide(noBirth, enforced()),
                        Deciding.decide(key, null, List.of(key), terms(enforced()), NOW),
                        Deciding.decide(key, noPath, List.of(key), terms(enforced()), NOW))) {
            assertThat(decision.action()).isEqualTo(Action.LEAVE);
            assertThat(kinds(decision)).containsExactly(Finding.Kind.USE_UNKNOWN);
        }
    }

    @Test
    void withoutEnforcingNobodyIsWarnedAndWhatWouldBeDoneIsShown() {
        Decision soon = decide(used(key(ID, CI, ago(85)), null), Limits.DEFAULT);
        Decision over = decide(used(key(ID, CI, ago(95)), null), Limits.DEFAULT);

        assertThat(soon.action()).isEqualTo(Action.REPORT);
        assertThat(over.action()).isEqualTo(Action.DISABLE);
        assertThat(over.due()).isEqualTo(ago(5));
        assertThat(soon.enforced() || over.enforced()).isFalse();
    }

    @Test
    void aNewIdentityIsLeftAlone() {
        Limits limits = rule(Duration.ofSeconds(10), Duration.ofDays(14));

        assertThat(decide(used(key(ID, CI, ago(13)), null), limits).action())
                .isEqualTo(Action.LEAVE);
        assertThat(decide(used(key(ID, CI, ago(14)), null), limits).action())
                .isEqualTo(Action.WARN);
    }

    @Test
    void withoutAnyGraceTheWarningStillComesFirst() {
        Limits limits = rule(Duration.ofSeconds(10), Duration.ZERO);
        Identity key = used(key(ID, CI, NOW.minusSeconds(11)), null);

        assertThat(decide(key, limits).action()).isEqualTo(Action.WARN);
        assertThat(decide(with(key, Steps.NONE.warned(NOW)), limits).action())
                .isEqualTo(Action.DISABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "/aws-service-role/x.amazonaws.com/, plain, role",
        "/aws-reserved/sso.amazonaws.com/, plain, role",
        "/, curfew-revoke, role",
        "/, admin, role",
        "/, break-glass, user"
    })
    void untouchablesAndTheirCredentialsAreUntouchable(String path, String name, String kind) {
        Limits.Untouchable listed =
                new Limits.Untouchable(
                        "arn:aws:iam::123456789012:user/break-glass", "AIDAOTHER", "for fires");
        Limits limits =
                SampleIdentities.with(enforced().kinds(), List.of(), List.of(listed));
        Identity bearer =
                kind.equals("user")
                        ? user("AIDA1", path, name, ago(400))
                        : SampleIdentities.role("AROA1", path, name, ago(400));
        Identity due = with(used(bearer, null), Steps.NONE.approved("ann"));

        Decision decision = Deciding.decide(due, null, List.of(), terms(limits), NOW);

        assertThat(decision.action()).isEqualTo(Action.LEAVE);
        assertThat(decision.findings()).isEmpty();
        if (kind.equals("user")) {
            Identity key = with(used(key(ID, bearer, ago(300)), null), Steps.NONE.warned(ago(7)));
            assertThat(
                            Deciding.decide(key, bearer, List.of(key), terms(limits), NOW).action())
                    .isEqualTo(Action.LEAVE);
        }
    }

    @Test
    void anotherRoleOfTheSameNameEndIsTouched() {
        Identity role = SampleIdentities.role("AROA1", "/", "not-admin", ago(400));

        assertThat(decide(with(used(role, null), Steps.NONE.approved("ann")), enforced()).action())
                .isEqualTo(Action.QUARANTINE);
    }

    @ParameterizedTest
    @CsvSource({"30, LEAVE, false", "14, LEAVE, true", "1, LEAVE, true", "0, DISABLE, false"})
    void anExemptionHoldsAndIsSaidToEnd(long left, Action action, boolean found) {
        Identity key = with(used(key(ID, CI, ago(300)), null), Steps.NONE.warned(ago(7)));
        for (String exempt : List.of(ID, CI.id())) {
            Exemption exemption =
                    new Exemption(exempt, "ci", "moving", ago(-left), ago(60), "ann");

            Decision decision =
                    Deciding.decide(key, CI, List.of(key), terms(enforced(), exemption), NOW);

            assertThat(decision.action()).isEqualTo(action);
            assertThat(kinds(decision).contains(Finding.Kind.EXEMPTION_ENDS))
                    .isEqualTo(found && exempt.equals(ID));
        }
    }

    @Test
    void noExemptionHoldsLongerThanAnyMay() {
        Identity key = with(used(key(ID, CI, ago(300)), null), Steps.NONE.warned(ago(7)));
        Exemption forged = new Exemption(ID, "ci", "moving", ago(-900), ago(90), "ann");

        assertThat(
                        Deciding.decide(key, CI, List.of(key), terms(enforced(), forged), NOW)
                                .action())
                .isEqualTo(Action.DISABLE);
    }

    @ParameterizedTest(name = "mine used {0}, other used {1}: {2}")
    @CsvSource({
        "200, 100, DISABLE",
        "100, 200, LEAVE",
        "100, 100, DISABLE",
        // The other one is in no way due, and still used less recently.
        "1, 30, LEAVE",
        "30, 1, DISABLE"
    })
    void ofTwoKeysTheOneUsedLessRecentlyGoesFirst(long mine, long others, Action action) {
        Identity key =
                with(used(key(ID, CI, ago(300)), ago(mine)), Steps.NONE.warned(ago(7)));
        Identity other = used(key(OTHER, CI, ago(300)), ago(others));

        Decision decision =
                Deciding.decide(key, CI, List.of(key, other), terms(enforced()), NOW);

        assertThat(decision.action()).as(decision.reason()).isEqualTo(action);
        assertThat(
                        Deciding.decide(
                                        key,
                                        CI,
                                        List.of(key, off(other, Steps.NONE, 30)),
                                        terms(enforced()),
                                        NOW)
                                .action())
                .isEqualTo(Action.DISABLE);
    }

    @Test
    void ofTwoKeysThatCannotBeToldApartTheOneOfTheLowerIdGoesFirst() {
        Identity key = with(used(key(ID, CI, ago(300)), null), Steps.NONE.warned(ago(7)));
        Identity other = with(used(key(OTHER, CI, ago(300)), null), Steps.NONE.warned(ago(7)));

        assertThat(both(key, other)).isEqualTo(Action.DISABLE);
        assertThat(both(other, key)).isEqualTo(Action.LEAVE);
    }

    @Test
    void ofTwoKeysNeitherGoesWhileTheUseOfOneThatMayComeFirstIsUnknown() {
        Identity key = with(used(key(ID, CI, ago(300)), ago(200)), Steps.NONE.warned(ago(7)));

        assertThat(both(key, key(OTHER, CI, ago(300)))).isEqualTo(Action.LEAVE);
        assertThat(both(key, key(OTHER, CI, ago(100)))).isEqualTo(Action.DISABLE);
    }

    @ParameterizedTest(name = "taken {0} days ago, used {1} days ago: {2}")
    @CsvSource({
        "13, 200, LEAVE, ",
        "14, 200, DELETE, ",
        "14, , DELETE, ",
        "14, 13, LEAVE, USED_SINCE",
        "3, 2, LEAVE, USED_SINCE",
        // AWS told of a use only after the key was disabled.
        "14, 15, LEAVE, USED_SINCE"
    })
    void onlyWhatWentUnusedSinceIsDeleted(
            long taken, @Nullable Long used, Action action, Finding.@Nullable Kind finding) {
        Limits noAge = kind(Change.NEVER);
        Identity key =
                off(
                        used(key(ID, CI, ago(300)), used == null ? null : ago(used)),
                        Steps.NONE.taken(ago(taken)),
                        taken);

        Decision decision = decide(key, noAge);

        assertThat(decision.action()).as(decision.reason()).isEqualTo(action);
        assertThat(kinds(decision).contains(Finding.Kind.USED_SINCE)).isEqualTo(finding != null);
    }

    @Test
    void onlyWhatCurfewDisabledIsDeleted() {
        Identity key = used(key(ID, CI, ago(300)), null);

        Decision byHand = decide(off(key, Steps.NONE.warned(ago(100)), 50), enforced());
        Decision again = decide(off(key, Steps.NONE.taken(ago(50)), 20), enforced());
        Decision unknown =
                decide(off(key(ID, CI, ago(300)), Steps.NONE.taken(ago(50)), 50), enforced());

        assertThat(List.of(byHand, again, unknown))
                .allSatisfy(decision ->
                        assertThat(decision.action()).isEqualTo(Action.LEAVE));
        assertThat(kinds(unknown)).contains(Finding.Kind.USE_UNKNOWN);
    }

    @Test
    void switchingItOnByHandCountsAsRestoring() {
        Identity key = used(key(ID, CI, ago(300)), null);
        Steps steps = new Steps(ago(40), ago(30), null, null);
        Identity six = with(key.edit().status(IdentityStatus.ACTIVE, ago(6)).first(), steps);
        Identity seven = with(key.edit().status(IdentityStatus.ACTIVE, ago(7)).first(), steps);
        Identity unfinished =
                with(key.edit().status(IdentityStatus.ACTIVE, ago(31)).first(), steps);

        assertThat(decide(six, enforced()).action()).isEqualTo(Action.LEAVE);
        assertThat(decide(six, enforced()).due()).isEqualTo(ago(-1));
        assertThat(decide(seven, enforced()).action()).isEqualTo(Action.WARN);
        assertThat(decide(unfinished, enforced()).action()).isEqualTo(Action.DISABLE);
    }

    @Test
    void nothingBecomesOfARestoredOneBeforeItsTime() {
        Identity key = used(key(ID, CI, ago(300)), null);

        assertThat(decide(with(key, Steps.postponed(ago(-1))), enforced()).action())
                .isEqualTo(Action.LEAVE);
        assertThat(decide(with(key, Steps.postponed(ago(0))), enforced()).action())
                .isEqualTo(Action.WARN);
    }

    @ParameterizedTest
    @CsvSource({"40, 30, WARN", "22, 22, LEAVE", "23, 23, WARN", "40, 1, LEAVE"})
    void anOrphanMayGoUnusedForLess(long made, long used, Action action) {
        Finding orphaned = new Finding(Finding.Kind.ORPHANED, ago(5), "its owner is gone");
        Identity key =
                used(key(ID, CI, ago(made)), ago(used)).edit().findings(List.of(orphaned)).first();

        Decision decision = decide(key, enforced());

        assertThat(decision.action()).as(decision.reason()).isEqualTo(action);
        assertThat(decision.findings()).contains(orphaned);
    }

    @Test
    void rulesOfPathsReplaceAndTagsOnlyShorten() {
        Identity tagged = tagged(CI, Map.of("risk", "high", "pilot", "yes"));
        Limits limits =
                SampleIdentities.with(
                        enforced().kinds(),
                        List.of(
                                path("/", Duration.ofDays(10)),
                                path("/ci/", Duration.ofDays(200)),
                                tag("risk", "high", Duration.ofDays(150), null),
                                tag("risk", "low", Duration.ofDays(1), null),
                                tag("pilot", null, null, false)));
        Identity key = key(ID, CI, ago(100));

        assertThat(limits.of(key, CI).age()).isEqualTo(Duration.ofDays(200));
        assertThat(limits.of(key, CI).enforced()).isTrue();
        assertThat(limits.of(key, tagged).age()).isEqualTo(Duration.ofDays(150));
        assertThat(limits.of(key, tagged).enforced()).isFalse();
        assertThat(
                        limits.of(key, CI.edit().details(CI.details().readAt(null)).first())
                                .enforced())
                .isFalse();
    }

    private static Action both(Identity key, Identity other) {
        return Deciding.decide(key, CI, List.of(other, key), terms(enforced()), NOW).action();
    }

    private static Decision decide(Identity identity, Limits limits) {
        Identity user = identity.kind().isPrincipal() ? null : CI;
        return Deciding.decide(identity, user, List.of(identity), terms(limits), NOW);
    }

    private static List<Finding.Kind> kinds(Decision decision) {
        return decision.findings().stream().map(Finding::kind).toList();
    }

    private static Identity with(Identity identity, Steps steps) {
        return identity.edit().steps(steps).first();
    }

    private static Identity off(Identity key, Steps steps, long since) {
        return key.edit().status(IdentityStatus.INACTIVE, ago(since)).steps(steps).first();
    }

    private static Limits rule(Duration age, Duration fresh) {
        Change change = new Change(true, age, null, null, Duration.ZERO, null, fresh);
        return SampleIdentities.with(
                Limits.DEFAULT.kinds(),
                List.of(new Limits.Rule("/ci/", null, Set.of(IdentityKind.ACCESS_KEY), change)));
    }

    private static Limits kind(Duration age) {
        Change change = new Change(true, age, null, null, null, null, null);
        return SampleIdentities.with(
                Limits.DEFAULT.kinds(),
                List.of(new Limits.Rule("/", null, Set.of(IdentityKind.ACCESS_KEY), change)));
    }

    private static Limits.Rule path(String path, Duration age) {
        Change change = new Change(null, age, null, null, null, null, null);
        return new Limits.Rule(path, null, Set.of(IdentityKind.ACCESS_KEY), change);
    }

    private static Limits.Rule tag(
            String key, @Nullable String value, @Nullable Duration age, @Nullable Boolean enforce) {
        Change change = new Change(enforce, age, null, null, null, null, null);
        return new Limits.Rule(
                null, new Limits.Tag(key, value), Set.of(IdentityKind.values()), change);
    }
}
