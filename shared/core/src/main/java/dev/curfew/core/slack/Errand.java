package dev.curfew.core.slack;

import com.fasterxml.jackson.databind.JsonNode;

/** What the slack function has itself do once Slack has its receipt. */
public interface Errand {

    /**
     * Sends it off, and does not wait.
     *
     * @throws RuntimeException when it was not taken
     */
    void send(JsonNode event);
}
