package dev.curfew.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepingTest {

    private final World world = new World(3);

    @Test
    void theFirstSweepAdoptsTheWholeAccount() {
        new RandomOperations(world.iam, new Random(1)).some(80);

        world.sweep();

        assertThat(world.known()).isEqualTo(world.account());
        assertThat(world.count(Count.DRIFT)).isZero();
        assertThat(world.count(Count.ADOPTED)).isEqualTo(world.account().size());
    }

    @Test
    void aSecondSweepOverTheSameAccountWritesNothing() {
        new RandomOperations(world.iam, new Random(2)).some(80);
        world.sweep();
        int writes = world.inventory.writes();
        int told = world.events.recorded().size();

        for (int day = 0; day < 7; day++) {
            world.clock.pass(Duration.ofDays(1));
            world.sweep();
            assertThat(world.count(Count.DRIFT)).isZero();
        }

        assertThat(world.inventory.writes()).isEqualTo(writes);
        assertThat(world.events.recorded()).hasSize(told);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverNoEventToldIsFoundWithinSevenSweepsAndMostOfItByTheFirst(long seed) {
        RandomOperations people = new RandomOperations(world.iam, new Random(seed));
        people.some(60);
        world.sweep();
        people.some(60);
        world.clock.pass(Duration.ofDays(1));

        world.sweep();

        assertThat(withoutSshKeys(world.known())).isEqualTo(withoutSshKeys(world.account()));
        for (int day = 0; day < 6; day++) {
            world.clock.pass(Duration.ofDays(1));
            world.sweep();
        }
        assertThat(world.known()).isEqualTo(world.account());
    }

    @Test
    void whomAPersonNamedAsOwnerNoSweepForgets() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        world.sweep();
        Identity known = world.inventory.find(user.id).orElseThrow();
        assertThat(world.inventory.note(known, known.edit().owner("data-team").done())).isTrue();
        user.tags.put("owner", "somebody-else");

        world.sweep();

        Identity after = world.inventory.find(user.id).orElseThrow();
        assertThat(after.details().tags()).containsEntry("owner", "somebody-else");
        assertThat(after.owner()).isEqualTo("data-team");
    }

    private static Map<String, String> withoutSshKeys(Map<String, String> all) {
        Map<String, String> rest = new TreeMap<>(all);
        rest.keySet().removeIf(id -> id.startsWith("APKA"));
        return rest;
    }

    @Test
    void aCorrectionIsOneEntryOfTheJournalThatSaysWhatWas() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        user.tags.put("owner", "team-a");
        world.sweep();
        user.tags.put("owner", "team-b");

        world.sweep();

        assertThat(world.count(Count.DRIFT)).isEqualTo(1);
        Entry last = world.inventory.journal(user.id).getLast();
        assertThat(last.what()).isEqualTo("corrected");
        assertThat(last.by()).isEqualTo("curfew.sweep");
        assertThat(last.detail()).containsEntry("was", "tags {owner=team-a}");
        assertThat(world.inventory.journal(user.id)).hasSize(2);
    }

    @Test
    void whatAnEventToldAfterThePageWasReadStays() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        FakeIam.Held key = world.iam.add(IdentityKind.ACCESS_KEY, user);
        world.sweep();
        Identity known = world.inventory.find(key.id).orElseThrow();
        Identity told =
                known.edit()
                        .status(
                                IdentityStatus.INACTIVE,
                                world.clock.instant().plus(Duration.ofDays(3)))
                        .done();
        world.inventory.note(known, told);
        user.password = true;

        world.sweep();

        assertThat(world.inventory.find(key.id)).contains(told);
    }

    @Test
    void aKeyThatCurfewHasJustSwitchedOffIsNotTakenToBeOnAgainBecauseIamAnswersLate() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        FakeIam.Held key = world.iam.add(IdentityKind.ACCESS_KEY, user);
        world.sweep();
        Identity known = world.inventory.find(key.id).orElseThrow();
        Instant at = world.clock.instant().plus(Duration.ofMinutes(9));
        Identity taken =
                known.edit()
                        .steps(known.steps().taken(at))
                        .status(IdentityStatus.INACTIVE, at)
                        .done();
        world.inventory.note(known, taken);
        user.password = true;

        world.sweep();
        assertThat(world.inventory.find(key.id).orElseThrow().statusAt())
                .isEqualTo(taken.statusAt());

        world.sweep();
        assertThat(world.inventory.find(key.id).orElseThrow().status())
                .isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void whoIsMissingFromThePagesAndStillThereIsNotGone() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        world.sweep();
        world.iam.hide(user.id);
        world.sweep();

        assertThat(world.inventory.find(user.id).orElseThrow().status())
                .isEqualTo(IdentityStatus.ACTIVE);
        assertThat(world.iam.calls("bearerNow")).isPositive();
    }

    @Test
    void whoIsGoneIsMarkedAndSoAreItsCredentials() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        FakeIam.Held key = world.iam.add(IdentityKind.ACCESS_KEY, user);
        world.sweep();
        world.iam.remove(user);
        FakeIam.Bearer other = world.iam.add(IdentityKind.USER, "ci");

        world.sweep();

        assertThat(world.inventory.find(user.id).orElseThrow().status())
                .isEqualTo(IdentityStatus.DELETED);
        assertThat(world.inventory.find(key.id).orElseThrow().status())
                .isEqualTo(IdentityStatus.DELETED);
        assertThat(world.inventory.find(other.id).orElseThrow().status())
                .isEqualTo(IdentityStatus.ACTIVE);
        assertThat(world.count(Count.GONE_AT_ONCE)).isZero();
    }

    @Test
    void manyGoneAtOnceAreCounted() {
        for (int i = 0; i < 60; i++) {
            world.iam.add(IdentityKind.USER, "user-" + i);
        }
        world.sweep();
        world.iam.bearers(IdentityKind.USER).subList(0, 25).forEach(world.iam::remove);

        world.sweep();

        assertThat(world.count(Count.GONE_AT_ONCE)).isEqualTo(1);
        assertThat(world.known()).isEqualTo(world.account());
    }

    @Test
    void oneMarkedAsDeletedByMistakeComesBackWithTheNextPage() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        world.sweep();
        Identity known = world.inventory.find(user.id).orElseThrow();
        world.inventory.note(
                known, known.edit().status(IdentityStatus.DELETED, world.clock.instant()).done());

        world.sweep();

        assertThat(world.inventory.find(user.id).orElseThrow().status())
                .isEqualTo(IdentityStatus.ACTIVE);
    }

    @Test
    void pagesThatDoNotShowTheSweepsOwnRoleEndNothing() {
        FakeIam.Bearer user = world.iam.add(IdentityKind.USER, "ci");
        world.iam.add(IdentityKind.ACCESS_KEY, user);
        FakeIam.Bearer other = world.iam.add(IdentityKind.ROLE, "app");
        world.sweep();
        Map<String, String> known = world.known();
        assertThat(known).hasSize(4);

        world.iam.remove(user);
        world.iam.bearers.values().removeIf(each -> each.name.equals(FakeIam.OWN_ROLE));
        assertThatIllegalStateException().isThrownBy(world::sweep);
        assertThat(world.known()).as("while another role is shown").isEqualTo(known);

        world.iam.remove(other);
        assertThatIllegalStateException().isThrownBy(world::sweep);
        assertThat(world.known()).as("while nobody is shown").isEqualTo(known);
    }

    @Test
    void aReportThatIsNotReadyIsWaitedForAndDoneWithoutInTheEnd() {
        world.iam.add(IdentityKind.USER, "ci").password = true;
        world.iam.letReportWait(5);
        world.sweep();
        assertThat(world.known()).isEqualTo(world.account());

        world.iam.letReportWait(1000);
        world.sweep();

        assertThat(world.count(Count.NO_REPORT)).isEqualTo(1);
        assertThat(world.count(Count.DRIFT)).isZero();
        assertThat(world.known()).isEqualTo(world.account());
    }

    @Test
    void keysAreListedOnceAndLaterOnlyWhereSomethingChangedOrItIsTheirTurn() {
        for (int i = 0; i < 140; i++) {
            world.iam.add(IdentityKind.ACCESS_KEY, world.iam.add(IdentityKind.USER, "user-" + i));
        }
        world.sweep();
        assertThat(world.iam.calls("list ACCESS_KEY")).isEqualTo(140);
        assertThat(world.iam.calls("list SIGNING_CERTIFICATE")).isZero();

        long inTurn = 0;
        for (int day = 0; day < 7; day++) {
            world.clock.pass(Duration.ofDays(1).minusMinutes(10));
            world.sweep();
            assertThat(world.count(Count.LISTED)).isZero();
            inTurn += world.count(Count.LISTED_IN_TURN);
        }
        assertThat(inTurn).isEqualTo(140);

        world.iam.add(IdentityKind.ACCESS_KEY, world.user("user-7"));
        world.sweep();
        assertThat(world.count(Count.LISTED)).isEqualTo(1);
        assertThat(world.known()).isEqualTo(world.account());
    }

    @Test
    void aMessageThatIsNoStepIsRefused() {
        for (String message :
                new String[] {
                    "",
                    "{}",
                    "[]",
                    "{\"step\":\"start\",\"by\":\"me\"}",
                    "{\"step\":\"start\",\"by\":\"me\",\"execute\":\"true\"}",
                    "{\"step\":\"start\",\"by\":\"me\",\"execute\":true,\"x\":1}",
                    "{\"step\":\"nonsense\",\"run\":\"2026-03-01T00:30:00Z\",\"by\":\"me\",\"execute\":true,\"first\":true,\"page\":0,\"from\":0}"
                }) {
            assertThatExceptionOfType(Step.MalformedStepException.class)
                    .isThrownBy(() -> Step.read(message));
        }
    }
}
