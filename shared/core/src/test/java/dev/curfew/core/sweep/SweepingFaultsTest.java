package dev.curfew.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.journal.Entry;
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
