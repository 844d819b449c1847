package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with blocks, each with its place as a JSON pointer, as Slack words it. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    List<String> found() {
        return List.copyOf(found);
    }

    void add(String place, String what) {
        found.add("%s [json-pointer:%s]".formatted(what, place));
    }

    /** Whether it is an object that has no other properties than these. */
    boolean isObject(JsonNode node, String place, Set<String> properties) {
        if (!node.isObject()) {
            add(place, "must be an object");
            return false;
        }
        node.fieldNames()
                .forEachRemaining(name -> {
                    if (!properties.contains(name)) {
                        add(place, "invalid additional property: " + name);
                    }
                });
        return true;
    }

    /** A text that must be there. */
    void needs(JsonNode parent, String place, String name, int most) {
        if (!parent.has(name)) {
            add(place, "missing required field: " + name);
        } else {
            mayHave(parent, place, name, most);
        }
    }

    /** A text that may be missing, and not empty. */
    void mayHave(JsonNode parent, String place, String name, int most) {
        if (parent.has(name)) {
            length(parent.path(name), place + "/" + name, most);
        }
    }

    void length(JsonNode value, String place, int most) {
        if (!value.isTextual()) {
            add(place, "must be a string");
        } else if (value.textValue().isEmpty()) {
            add(place, "must be more than 0 characters");
        } else if (value.textValue().length() > most) {
            add(place, "must be less than %d characters".formatted(most + 1));
        }
    }

    void mayBe(JsonNode parent, String place, String name, Set<String> values) {
        if (parent.has(name) && !values.contains(parent.path(name).asText())) {
            add(place + "/" + name, "must be a valid enum value");
        }
    }

    void flag(JsonNode parent, String place, String name) {
        if (parent.has(name) && !parent.path(name).isBoolean()) {
            add(place + "/" + name, "must be a boolean");
        }
    }

    void url(JsonNode parent, String place, String name) {
        mayHave(parent, place, name, Limits.URL);
        if (parent.path(name).isTextual() && !isWeb(parent.path(name).textValue())) {
            add(place + "/" + name, "must be a valid URL");
        }
    }

    /** Whether the list is there and holds as many as it may. */
    boolean isList(JsonNode list, String place, int least, int most) {
        if (!list.isArray()) {
            add(place, "must be an array");
            return false;
        }
        if (list.size() > most) {
            add(place, "no more than %d items allowed".formatted(most));
        }
        if (list.size() < least) {
            add(place, "must have at least %d item".formatted(least));
        }
        return true;
    }

    static boolean isWeb(String url) {
        try {
            URI uri = new URI(url);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
