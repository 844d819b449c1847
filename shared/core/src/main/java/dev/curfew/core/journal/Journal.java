package dev.curfew.core.journal;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every entry that was ever written. It is only read here: an entry is written with the change that
 * it tells of, in one transaction, by whoever keeps the subject.
 */
public interface Journal {

    /** A subject's entries by number, read consistently; none when nothing is known of it. */
    List<Entry> of(String subject);

    /** The entries of every subject, those of one subject mostly beside each other. */
    Stream<Entry> all();
}
