package dev.curfew.core.journal;

import java.time.Instant;
import java.util.Map;

/**
 * Where a subject's journal stands. It is kept with the subject itself and changes in the same
 * write as the journal, so an entry that is missing at the end shows too.
 *
 * @param count how many entries there are
 * @param head the hash of the last; empty while there is none
 */
public record Chain(long count, String head) {

    public static final Chain EMPTY = new Chain(0, "");

    /** The entry that follows. */
    public Entry next(
            String subject, Instant at, String what, String by, Map<String, String> detail) {
        return Entry.of(subject, count + 1, at, what, by, detail, head);
    }

    /** Where the journal stands with that entry in it. */
    public Chain with(Entry next) {
        return new Chain(next.number(), next.hash());
    }
}
