package dev.curfew.cli.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;

/**
 * One YAML document as JSON.
 *
 * @param places where each value stands, by its JSON pointer; the document itself has the empty
 *     pointer
 */
public record Document(JsonNode content, Map<String, Place> places) {

    public Document {
        places = Map.copyOf(places);
    }

    /**
     * Where the value stands that the pointer names or, if there is none, the nearest value around
     * it.
     */
    public Place place(String pointer) {
        String nearest = pointer;
        while (!places.containsKey(nearest) && !nearest.isEmpty()) {
            nearest = nearest.substring(0, Math.max(0, nearest.lastIndexOf('/')));
        }
        return Objects.requireNonNull(places.get(nearest), "the document itself has a place");
    }
}
