package dev.curfew.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call of a function, signed by the caller and ready to be sent once. Whoever sends it first in
 * the next five minutes makes the request, so it stays out of text.
 *
 * @param function name and alias, such as {@code curfew-issue:live}
 * @param clientContext base64; it says that the answer is awaited
 */
public record Invocation(String function, String clientContext, JsonNode payload) {
    @Override
    public String toString() {
        return "Invocation[" + function + "]";
    }
}
