package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.Telling;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the steps of an identity into the inventory, each with its entry in the journal. */
final class Writing {

    /** Few ever write one identity at once; who loses that often has found a fault. */
    static final int TRIES = 20;

    private final Inventory inventory;

    Writing(Inventory inventory) {
        this.inventory = inventory;
    }

    /** Who writes, when, what it is called in the journal, and what else there is to say. */
    record Step(Instant at, String what, String by, Map<String, String> more) {}

    /** The identity as written; null when another writer was faster and nothing was written. */
    @Nullable Identity write(Identity before, Identity after, Step step) {
        Entry entry = Telling.step(after, step.at, step.what, step.by, step.more);
        Identity journaled = after.with(entry);
        return inventory.put(before, journaled, entry) ? journaled : null;
    }

    /**
     * Changes the identity as it stands now, again if another writer was faster.
     *
     * @param change answers the same identity where nothing is to be written
     */
    Identity change(String id, Step step, UnaryOperator<Identity> change) {
        for (int i = 0; i < TRIES; i++) {
            Identity known =
                    inventory
                            .find(id)
                            .orElseThrow(() -> new IllegalStateException("lost: " + id));
            Identity next = change.apply(known);
            if (next.equals(known)) {
                return known;
            }
            Identity written = write(known, next, step);
            if (written != null) {
                return written;
            }
        }
        throw new IllegalStateException("another writer of " + id + " was faster every time");
    }
}
