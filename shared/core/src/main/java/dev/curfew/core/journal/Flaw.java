package dev.curfew.core.journal;

import java.util.Locale;

/**
 * Something that does not hold.
 *
 * @param about the subject whose journal it is, or the name of a seal
 * @param text what was found, for people
 */
public record Flaw(String about, Kind kind, String text) {

    /** What must have been done for this to be found. */
    public enum Kind {
        /** An entry is not what it was. */
        CHANGED,
        /** There is a gap. */
        REMOVED,
        /** There is an entry that nobody counted. */
        ADDED,
        /** An entry stands where another should. */
        REORDERED,
        /** The end was cut off. */
        MISSING_LAST,
        /** It is whole in itself, but not what was sealed. */
        REWRITTEN,
        /** What must be there is not. */
        GONE,
        /** A seal itself was changed or taken away. */
        SEAL_BROKEN;

        /** In the form for programs, such as {@code missing-last}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
