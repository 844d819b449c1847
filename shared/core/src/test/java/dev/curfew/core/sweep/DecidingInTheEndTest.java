package dev.curfew.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Stop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecidingInTheEndTest {

    private final World world = new World(100);

    private FakeIam.Held key(String userName) {
        return world.iam.add(IdentityKind.ACCESS_KEY, world.iam.add(IdentityKind.USER, userName));
    }

    private void enforce() {
        world.enforceOnKeys();
    }

    private void days(int days) {
        world.clock.pass(Duration.ofDays(days));
    }

    private Plan last() {
        return world.plans.values().stream().reduce((before, after) -> after).orElseThrow();
    }

    private List<Finding.Kind> findings(FakeIam.Held key) {
        return world.inventory.find(key.id).orElseThrow().findings().stream()
                .map(Finding::kind)
                .toList();
    }

    @Test
    void aKeyThatIsNotDueIsNotAskedFor() {
        key("ci");
        days(80);

        world.sweep();

        assertThat(world.iam.calls("lastUse")).isZero();
    }

    @Test
    void withoutEnforcingTheOwnerIsNotWarnedAndTheKeyOnlyShown() {
        FakeIam.Held key = key("ci");
        days(100);

        world.sweep();

        assertThat(last().shown()).extracting(Plan.Planned::identity).containsExactly(key.id);
        assertThat(world.requested).isEmpty();
        assertThat(world.announced).contains("STALE " + key.id).doesNotContain("warned " + key.id);
        assertThat(world.iam.calls("lastUse")).isEqualTo(1);
    }

    @Test
    void aStaleKeyIsWarnedAndThenAskedToBeDisabled() {
        enforce();
        FakeIam.Held key = key("ci");
        days(100);

        world.sweep();
        assertThat(world.announced).contains("warned " + key.id);
        assertThat(world.requested).isEmpty();
        days(8);
        world.sweep();

        assertThat(world.requested).containsExactly(key.id);
        assertThat(world.iam.calls("lastUse")).isEqualTo(2);
        assertThat(world.inventory.journal(key.id))
                .extracting(entry -> entry.what())
                .containsExactly("found", "warned");
    }

    @Test
    void aUseThatOnlyIamItselfTellsSavesTheKey() {
        enforce();
        FakeIam.Held key = key("ci");
        days(100);
        world.sweep();
        days(8);
        key.use = new LastUse.Used(world.clock.instant().minus(Duration.ofHours(1)), "s3", null);

        world.sweep();

        assertThat(world.requested).isEmpty();
        assertThat(world.inventory.find(key.id).map(Identity::evidence).map(Evidence::lastUse))
                .contains(key.use);
    }

    @Test
    void aUseInTheReportSavesAQuestion() {
        enforce();
        FakeIam.Held key = key("ci");
        days(100);
        key.use = new LastUse.Used(world.clock.instant(), "s3", null);

        world.sweep();

        assertThat(world.iam.calls("lastUse")).isZero();
        assertThat(world.inventory.find(key.id).orElseThrow().evidence()).isNotNull();
    }

    @Test
    void ofTwoKeysOfTheSameSecondTheReportTellsNothing() {
        enforce();
        FakeIam.Held key = key("ci");
        FakeIam.Held other = world.iam.add(IdentityKind.ACCESS_KEY, key.user);
        days(100);
        other.use = new LastUse.Used(world.clock.instant(), "s3", null);

        world.sweep();

        assertThat(world.iam.calls("lastUse")).isEqualTo(2);
        assertThat(world.announced)
                .contains("warned " + key.id)
                .doesNotContain("warned " + other.id);
    }

    @Test
    void whatAwsDoesNotAnswerIsUnknownAndNothingIsDone() {
        enforce();
        FakeIam.Held key = key("ci");
        days(100);
        world.sweep();
        days(8);
        key.use = new LastUse.Unknown("AWS did not say");

        world.sweep();

        assertThat(world.requested).isEmpty();
        assertThat(findings(key)).contains(Finding.Kind.USE_UNKNOWN);
        assertThat(world.count(Count.UNKNOWN_USE)).isEqualTo(1);
    }

    @Test
    void aPlanToBeLookedAtWarnsNobodyAndAsksForNothing() {
        enforce();
        FakeIam.Held key = key("ci");
        days(100);
        world.execute = false;

        world.sweep();
        assertThat(world.announced).doesNotContain("warned " + key.id);
        world.execute = true;
        world.sweep();
        days(8);
        world.execute = false;
        world.sweep();

        assertThat(last().actions()).hasSize(1);
        assertThat(world.requested).isEmpty();
    }

    @Test
    void whileStoppedNobodyIsWarnedAndNothingIsAskedFor() {
        enforce();
        key("ci");
        days(100);
        world.sweep();
        days(8);
        world.stop = new Stop(world.clock.instant(), "me", "an incident");

        world.sweep();

        assertThat(last().actions()).hasSize(1);
        assertThat(last().stopped()).isNotNull();
        assertThat(world.requested).isEmpty();
    }

    @Test
    void unreadableTermsActOnNobody() {
        enforce();
        key("ci");
        days(100);
        world.sweep();
        days(8);
        world.unreadable = true;

        world.sweep();

        assertThat(last().actions()).isEmpty();
        assertThat(last().stopped()).isNotNull();
        assertThat(world.requested).isEmpty();
        assertThat(world.count(Count.TERMS_UNREAD)).isEqualTo(1);
    }

    @Test
    void termsThatCouldNotBeReadFirstWarnNobodyOfWhatWasNotAsked() {
        enforce();
        FakeIam.Held key = key("ci");
        world.sweep();
        days(100);
        world.iam.letReportWait(1000);
        key.use = new LastUse.Used(world.clock.instant(), "s3", null);
        world.unreadableTimes = 1;

        world.sweep();

        assertThat(world.announced).doesNotContain("warned " + key.id);
        assertThat(last().stopped()).isNotNull();
        world.sweep();
        assertThat(world.announced).doesNotContain("warned " + key.id);
        assertThat(last().stopped()).isNull();
    }

    @Test
    void aRunThatFailsAfterItsQuestionsAsksNoneOfThemAgain() {
        enforce();
        FakeIam.Held key = key("ci");
        days(100);
        World other = new World(100);
        other.enforceOnKeys();
        other.iam.add(IdentityKind.ACCESS_KEY, other.iam.add(IdentityKind.USER, "ci"));
        other.clock.pass(Duration.ofDays(100));
        other.sweep();
        world.faults = Faults.at(other.faults.calls(), Faults.Mode.BEFORE);

        world.sweep();

        assertThat(world.plans).hasSize(1);
        assertThat(world.iam.calls("lastUse")).isEqualTo(1);
        assertThat(world.announced).containsOnlyOnce("warned " + key.id);
    }

    @Test
    void whatAStepHasNoTimeToAskTheNextOneAsks() {
        enforce();
        for (int i = 0; i < 3 * Chunks.SIZE; i++) {
            key("ci-" + i);
        }
        days(100);
        world.iam.meanwhile = () -> world.clock.pass(Duration.ofSeconds(1));

        world.sweep();

        assertThat(world.iam.calls("lastUse")).isEqualTo(3 * Chunks.SIZE);
        assertThat(world.announced)
                .filteredOn(what -> what.startsWith("warned"))
                .hasSize(3 * Chunks.SIZE);
    }

    @Test
    void whatTheBeltsHoldBackWaits() {
        enforce();
        for (int i = 0; i < 8; i++) {
            key("ci-" + i);
        }
        days(100);
        world.sweep();
        days(8);

        world.sweep();

        assertThat(world.requested).hasSize(5);
        assertThat(world.count(Count.BACKLOG)).isEqualTo(3);
        assertThat(world.count(Count.CAP_REACHED)).isEqualTo(1);
    }

    @Test
    void anUnchangedAccountOfStaleKeysIsWrittenOnce() {
        for (int i = 0; i < 8; i++) {
            key("ci-" + i);
        }
        days(200);
        world.sweep();
        world.sweep();
        int writes = world.inventory.writes();

        for (int day = 0; day < 7; day++) {
            days(1);
            world.sweep();
        }

        assertThat(world.inventory.writes()).isEqualTo(writes);
    }
}
