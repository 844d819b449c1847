package dev.curfew.cli.console;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.scan.Ahead;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an identity, by its limits and what the inventory holds.
 *
 * @param known whether its limits could be read; if not, nothing is known of what comes
 * @param why in one sentence
 * @param enforced whether its limits are carried out; if not, they are only shown
 * @param ahead what comes, in order; nothing when nothing does
 * @param exemption the one that was given for itself and has not ended; null for none
 */
record Outlook(
        Identity identity,
        boolean known,
        String why,
        boolean enforced,
        List<Ahead> ahead,
        @Nullable Exemption exemption) {

    Outlook {
        ahead = List.copyOf(ahead);
    }

    static Outlook unknown(Identity identity) {
        return new Outlook(
                identity, false, "its limits cannot be read now", false, List.of(), null);
    }

    /** When the next thing is due; null when nothing comes. */
    @Nullable Instant due() {
        return ahead.isEmpty() ? null : ahead.getFirst().at();
    }

    boolean isDueBefore(Instant time) {
        Instant due = due();
        return due != null && due.isBefore(time);
    }
}
