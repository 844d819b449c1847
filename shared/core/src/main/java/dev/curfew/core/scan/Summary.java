package dev.curfew.core.scan;

import dev.curfew.core.identity.IdentityKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What a scan saw, in numbers.
 *
 * @param at when it began
 * @param kinds by kind, those that were seen
 * @param remarks how many of each
 * @param weeks what would be done by weeks; each by its Monday, in UTC, the week of {@code at}
 *     first
 * @param notes what could not be read, and what to allow
 */
public record Summary(
        String account,
        Instant at,
        Map<IdentityKind, Numbers> kinds,
        Map<Remark.Kind, Long> remarks,
        Map<LocalDate, Long> weeks,
        List<String> notes) {

    /**
     * Numbers of one kind.
     *
     * @param all how many were seen
     * @param off how many are switched off
     * @param due of how many something would be done now
     * @param soon of how many something would be done within 30 days
     * @param neverUsed how many were never used, as far as AWS tells
     * @param ages how many by their age, by {@link Span}
     * @param idle how many by how long they went unused, by {@link Span}; of those of which AWS
     *     tells a use
     */
    public record Numbers(
            long all,
            long off,
            long due,
            long soon,
            long neverUsed,
            Map<Span, Long> ages,
            Map<Span, Long> idle) {}

    /** How old, or unused for how long. */
    public enum Span {
        MONTH(30, "up to 30 days"),
        QUARTER(90, "30 to 90 days"),
        HALF(180, "90 to 180 days"),
        YEAR(365, "180 days to a year"),
        MORE(Long.MAX_VALUE, "over a year");

        private final long days;
        private final String words;

        Span(long days, String words) {
            this.days = days;
            this.words = words;
        }

        /** As people say it. */
        public String words() {
            return words;
        }

        static Span of(long days) {
            Span found = MORE;
            for (Span span : values()) {
                if (days < span.days && span.days <= found.days) {
                    found = span;
                }
            }
            return found;
        }
    }
}
