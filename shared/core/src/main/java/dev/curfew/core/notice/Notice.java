package dev.curfew.core.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event tells people. Its texts may hold what others chose, so whoever shows it makes them
 * harmless first; the title and the thread never do.
 *
 * @param event the event's id, by which a doubled one is known
 * @param at when it happened
 * @param type the event's type, by which a digest counts
 * @param thread what it is about, such as {@code identity:AKIA…}; notices about the same belong
 *     together
 * @param owner who answers for it, as a tag or an ARN names him; null when nobody is known
 * @param title what happened, in our own words
 * @param facts who, why and what else is to be known
 * @param evidence what it rests on
 * @param next what happens next, and when; null when nothing does
 * @param buttons what a person may do about it
 */
public record Notice(
        String event,
        Instant at,
        String type,
        String thread,
        @Nullable String owner,
        String title,
        List<Fact> facts,
        List<String> evidence,
        @Nullable String next,
        List<Button> buttons) {

    public Notice {
        facts = List.copyOf(facts);
        evidence = List.copyOf(evidence);
        buttons = List.copyOf(buttons);
    }

    /** One thing to know. */
    public record Fact(String label, String text) {}

    /**
     * One thing to do.
     *
     * @param target {@code identity:ID}, {@code lease:ID} or {@code finding:ID}
     */
    public record Button(Act act, String target) {}

    /** What a person may do. */
    public enum Act {
        /** Switch a credential on again, or lift a quarantine. */
        RESTORE,
        /** Switch the limits off for an identity for thirty days. */
        EXEMPT,
        /** End a lease and all that was delegated from it. */
        REVOKE,
        /** Show all that is known. */
        SHOW
    }
}
