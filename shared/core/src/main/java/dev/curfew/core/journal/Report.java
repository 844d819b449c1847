package dev.curfew.core.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification came to.
 *
 * @param subjects how many journals were looked at
 * @param entries how many entries they have
 * @param flaws what does not hold; none when all does
 * @param seals how many seals are whole and signed
 * @param vouchedSince the first of these seals; null when there is none
 * @param notes what an auditor should know beside, such as days without a seal
 */
public record Report(
        int subjects,
        long entries,
        List<Flaw> flaws,
        int seals,
        @Nullable Instant vouchedSince,
        List<String> notes) {

    public Report {
        flaws = List.copyOf(flaws);
        notes = List.copyOf(notes);
    }

    public boolean holds() {
        return flaws.isEmpty();
    }
}
