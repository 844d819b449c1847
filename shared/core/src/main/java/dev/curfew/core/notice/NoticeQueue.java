package dev.curfew.core.notice;

import java.time.Duration;

/** What becomes of messages that were not told. */
public interface NoticeQueue {

    /**
     * Has a message come again after that time and not before.
     *
     * @param receipt how the queue knows this taking of it
     */
    void later(String receipt, Duration after);

    /** Puts a message where a person looks, with the reason. */
    void bury(String event, String why);
}
