package dev.curfew.core.slack;

import com.fasterxml.jackson.databind.JsonNode;

/** Sends answers to where Slack wants them. */
public interface Replies {

    /**
     * Sends a message.
     *
     * @return false when Slack did not take it
     */
    boolean send(ReplyAddress to, JsonNode message);
}
