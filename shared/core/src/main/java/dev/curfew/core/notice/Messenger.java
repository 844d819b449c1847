package dev.curfew.core.notice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where people read notices. Each call posts once at the most. */
public interface Messenger {

    /** What became of a message. */
    sealed interface Sent {
        /**
         * It stands there.
         *
         * @param message by which it is known there; empty when that is not told
         */
        record Posted(String message) implements Sent {}

        /**
         * Not now.
         *
         * @param after so long it wants to be left alone; null when it did not say
         */
        record Later(@Nullable Duration after, String why) implements Sent {}

        /** It will never take this. */
        record Refused(String why) implements Sent {}
    }

    /**
     * Posts a notice.
     *
     * @param thread the message that it answers; null for the first
     */
    Sent post(String channel, @Nullable String thread, Notice notice);

    /** Posts a digest. */
    Sent post(String channel, Digest digest);
}
