package dev.curfew.core.slack;

import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who did what, and when, as the journal of one identity or lease tells it. */
final class History {

    private final List<Entry> entries;

    private History(List<Entry> entries) {
        this.entries = entries;
    }

    /** A journal that cannot be read tells nothing; it keeps nobody from acting. */
    static History of(Journal journal, String subject, Troubles troubles) {
        try {
            return new History(journal.of(subject));
        } catch (RuntimeException unreadable) {
            troubles.met("the journal could not be read", unreadable);
            return new History(List.of());
        }
    }

    /** The last entry of one of these kinds. */
    Optional<Entry> last(Set<String> kinds) {
        return entries.reversed().stream()
                .filter(entry -> kinds.contains(entry.what()))
                .findFirst();
    }

    /** Whether the entry stands here already. */
    boolean has(Entry entry) {
        return entries.stream().anyMatch(each -> each.number() == entry.number());
    }

    /** {@code restored by dana via Slack (U012AB3CD) at 2026-03-01T12:00:00Z}. */
    static String told(Entry entry) {
        return entry.what() + " by " + entry.by() + " at " + at(entry.at());
    }

    static String at(Instant time) {
        return time.toString();
    }
}
