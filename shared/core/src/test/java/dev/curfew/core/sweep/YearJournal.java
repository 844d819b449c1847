package dev.curfew.core.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import java.util.HashMap;
import java.util.Map;

/** The journal of a simulated year: nothing is missing in it, and every entry follows another. */
final class YearJournal {

    private YearJournal() {}

    static void check(InMemoryInventory inventory) {
        Map<String, Chain> chains = new HashMap<>();
        for (Entry entry : inventory.journal()) {
            Chain before = chains.getOrDefault(entry.subject(), Chain.EMPTY);
            if (!entry.isIntact()
                    || entry.number() != before.count() + 1
                    || !entry.previous().equals(before.head())) {
                throw new AssertionError("the journal is broken at " + entry);
            }
            chains.put(entry.subject(), before.with(entry));
        }
        for (Identity each : inventory.all()) {
            if (!each.journal().equals(chains.get(each.id()))) {
                throw new AssertionError("the journal lacks entries of " + each.id());
            }
        }
    }
}
