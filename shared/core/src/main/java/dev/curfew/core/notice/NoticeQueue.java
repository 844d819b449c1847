package dev.curfew.core.notice;

import java.time.Duration;
import java.util.List;

/** What becomes of messages that were not told. */
public interface NoticeQueue {

    /** A message and how the queue knows this taking of it. */
    record Taken(Posting.Message message, String receipt) {}

    /** Takes what waits besides, as many at the most; those that come are to be settled. */
    List<Taken> more(int most);

    /** Forgets a message that was taken besides. */
    void done(String receipt);

    /**
     * Has a message come again after that time and not before.
     *
     * @param receipt how the queue knows this taking of it
     */
    void later(String receipt, Duration after);

    /** Puts a message where a person looks, with the reason. */
    void bury(String event, String why);
}
