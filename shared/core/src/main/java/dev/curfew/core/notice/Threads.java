package dev.curfew.core.notice;

import java.time.Instant;

/**
 * What was posted and where, so that what comes twice is told once and what belongs together stands
 * together. A claim ends by itself, so that a crash leaves nothing untold.
 */
public interface Threads {

    /** What became of claiming a key. */
    sealed interface Claim {
        /** Nobody has posted it, and nobody else does until then. */
        record Yours() implements Claim {}

        /** It was posted; Slack knows the message by that. */
        record Posted(String message) implements Claim {}

        /** Somebody is at it. */
        record Others() implements Claim {}
    }

    /** Claims an event or a thread until a time. */
    Claim claim(String key, Instant now, Instant until);

    /** Notes that it was posted; forgotten some time after {@code keepUntil}. */
    void posted(String key, String message, Instant keepUntil);

    /** Gives a claim back that came to nothing. */
    void release(String key);

    /**
     * Takes one of the messages that a channel may have within a minute.
     *
     * @return whether one was left
     */
    boolean take(String budget, int most, Instant keepUntil);
}
