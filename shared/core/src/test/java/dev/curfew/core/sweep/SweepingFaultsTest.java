package dev.curfew.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.journal.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets each single call that a sweep makes fail once. */
class SweepingFaultsTest {

    @ParameterizedTest
    @EnumSource(Faults.Mode.class)
    void whicheverCallFailsTheSweepEndsInTheSameInventory(Faults.Mode mode) {
        World smooth = changed();
        smooth.faults = Faults.none();
        smooth.sweep();
        Map<String, List<String>> entries = entries(smooth);
        int calls = smooth.faults.calls();
        assertThat(calls).isGreaterThan(100);
        assertThat(smooth.known()).isEqualTo(smooth.account());

        for (int failing = 1; failing <= calls; failing++) {
            World rough = changed();
            rough.faults = Faults.at(failing, mode);
            rough.sweep();

            assertThat(rough.known()).as("call %d", failing).isEqualTo(smooth.known());
            assertThat(entries(rough)).as("call %d", failing).isEqualTo(entries);
        }
    }

    @ParameterizedTest
    @EnumSource(Faults.Mode.class)
    void whicheverCallFailsTheSameIsAskedForInTheEnd(Faults.Mode mode) {
        World smooth = stale();
        smooth.sweep();
        int calls = smooth.faults.calls();
        List<String> told = List.copyOf(smooth.announced);
        List<String> asked = List.copyOf(smooth.requested);
        smooth.clock.pass(Duration.ofHours(20));
        smooth.sweep();
        assertThat(smooth.iam.calls("lastUse")).isPositive();
        assertThat(smooth.requested).isNotEmpty();

        for (int failing = 1; failing <= calls; failing++) {
            World rough = stale();
            rough.faults = Faults.at(failing, mode);
            rough.sweep();
            assertThat(new HashSet<>(smooth.requested)).containsAll(rough.requested);
            if (!List.of("lastUse", "terms").contains(rough.faults.failed())) {
                // Nothing is unknown then, so all is told and asked for in the same run.
                assertThat(rough.announced).as("call %d", failing).containsAll(told);
                assertThat(rough.requested).as("call %d", failing).containsAll(asked);
            }
            rough.faults = Faults.none();
            rough.clock.pass(Duration.ofHours(20));
            rough.sweep();

            assertThat(rough.known()).as("call %d", failing).isEqualTo(smooth.known());
            assertThat(new HashSet<>(rough.requested))
                    .as("call %d", failing)
                    .isEqualTo(new HashSet<>(smooth.requested));
            for (FakeIam.Held key : rough.iam.held.values()) {
                assertThat(what(rough.inventory.journal(key.id).stream()))
                        .filteredOn(what -> what.endsWith("warned"))
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    /** A world in which the next sweep asks for keys to be disabled. */
    private static World stale() {
        World world = new World(4);
        RandomOperations people = new RandomOperations(world.iam, new Random(11));
        people.some(30);
        for (int i = 0; i < 4; i++) {
            world.iam.add(IdentityKind.ACCESS_KEY, world.iam.add(IdentityKind.USER, "stale-" + i));
        }
        world.enforceOnKeys();
        world.clock.pass(Duration.ofDays(100));
        world.sweep();
        people.some(10);
        world.clock.pass(Duration.ofDays(8));
        return world;
    }

    /** A world in which a sweep has much to correct. */
    private static World changed() {
        World world = new World(4);
        RandomOperations people = new RandomOperations(world.iam, new Random(7));
        people.some(40);
        world.sweep();
        people.some(40);
        return world;
    }

    /** What the journal says of each, without times. */
    private static Map<String, List<String>> entries(World world) {
        Map<String, List<String>> all = new TreeMap<>();
        for (Identity each : world.inventory.all()) {
            all.put(each.id(), what(world.inventory.journal(each.id()).stream()));
        }
        return all;
    }

    private static List<String> what(Stream<Entry> entries) {
        return entries.map(entry -> entry.number() + " " + entry.what()).toList();
    }
}
