package dev.curfew.core.slack;

import com.fasterxml.jackson.databind.JsonNode;

/** The functions that change something, for those who have proved who they are. */
public interface Desk {

    /**
     * What {@code operate} answers.
     *
     * @throws DeskUnavailableException when no answer came
     */
    JsonNode operate(JsonNode request);

    /**
     * What {@code revoke} answers.
     *
     * @throws DeskUnavailableException when no answer came
     */
    JsonNode revoke(JsonNode request);
}
