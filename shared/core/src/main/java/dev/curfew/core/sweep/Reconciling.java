package dev.curfew.core.sweep;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityEvents;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.journal.Entry;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the inventory. Each correction is conditional on what it corrects, so what an event or
 * another function wrote meanwhile is looked at anew and never overwritten.
 */
final class Reconciling {

    private final Inventory inventory;
    private final IdentityEvents events;

    Reconciling(Inventory inventory, IdentityEvents events) {
        this.inventory = inventory;
        this.events = events;
    }

    /** What an identity should be, by what the account said. */
    interface Change {
        /** The identity as it should be; null or {@code known} itself to leave it. */
        @Nullable Identity of(@Nullable Identity known);
    }

    /**
     * Corrects one identity.
     *
     * @param known as it was read before; null when there was none
     * @param readAt when the account said so
     * @return whether it was corrected
     */
    boolean correct(
            Run run, String id, @Nullable Identity known, Instant readAt, Tally tally, Change change) {
        Identity before = known;
        while (true) {
            Identity next = change.of(before);
            if (next == null || next.equals(before)) {
                return false;
            }
            if (before != null && isSameLife(before, next)) {
                if (inventory.note(before, next)) {
                    return false;
                }
            } else {
                Entry entry = Correction.entry(run, before, next, readAt);
                Identity journaled = next.with(entry);
                if (inventory.put(before, journaled, entry)) {
                    if (before == null && run.first()) {
                        // It was there before Curfew: nobody has to hear of each.
                        tally.add(Count.ADOPTED, 1);
                    } else {
                        tally.add(Count.DRIFT, 1);
                        events.recorded(journaled);
                    }
                    return true;
                }
            }
            before = inventory.find(id).orElse(null);
        }
    }

    /** The identity as edited; {@code known} itself when that changes nothing. */
    static Identity unlessSame(Identity known, Identity.Edit edit) {
        Identity next = edit.done();
        return next.equals(known.edit().done()) ? known : next;
    }

    /**
     * Whether nothing differs but what is no part of an identity's life: evidence of its use, and
     * marks of when it was read.
     */
    private static boolean isSameLife(Identity before, Identity after) {
        return before.status() == after.status()
                && Objects.equals(before.name(), after.name())
                && Objects.equals(before.arn(), after.arn())
                && Objects.equals(before.user(), after.user())
                && Objects.equals(before.service(), after.service())
                && Objects.equals(before.created(), after.created())
                && before.steps().equals(after.steps())
                && before.findings().equals(after.findings())
                && before.details()
                        .reportRow(null)
                        .tellSameAs(after.details().reportRow(null));
    }
}
