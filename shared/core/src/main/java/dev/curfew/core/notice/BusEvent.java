package dev.curfew.core.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One event of Curfew's bus.
 *
 * @param id EventBridge's id of it; the same when it comes twice
 * @param type such as {@code FindingOpened}
 */
public record BusEvent(String id, String type, Instant at, JsonNode detail) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");
    private static final String OURS = "curfew.";

    /**
     * Reads an event in the form that EventBridge gives it.
     *
     * @throws MalformedException when it does not have that form
     */
    static BusEvent read(String text) {
        JsonNode event;
        try {
            event = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new MalformedException("it is not JSON");
        }
        if (!required(event, "source").startsWith(OURS)) {
            throw new MalformedException("it is not from Curfew");
        }
        if (!event.path("detail").isObject()) {
            throw new MalformedException("it has no `detail`");
        }
        return new BusEvent(
                matching(event, "id", ID),
                matching(event, "detail-type", TYPE),
                time(event, "time"),
                event.path("detail"));
    }

    /** A text of the detail that must be there and have a form. */
    String matching(String field, Pattern form) {
        return matching(detail, field, form);
    }

    /** A text of the detail that must be there. */
    String required(String field) {
        return required(detail, field);
    }

    /** A whole number of the detail that must be there. */
    int whole(String field) {
        JsonNode value = detail.path(field);
        if (!value.isInt()) {
            throw new MalformedException("it has no number `" + field + "`");
        }
        return value.intValue();
    }

    /** A text of the detail; null when there is none. */
    @Nullable String text(String field) {
        JsonNode value = detail.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return required(detail, field);
    }

    private static String matching(JsonNode object, String field, Pattern form) {
        String text = required(object, field);
        if (!form.matcher(text).matches()) {
            throw new MalformedException("its `" + field + "` does not have the right form");
        }
        return text;
    }

    private static String required(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw new MalformedException("it has no text `" + field + "`");
        }
        return value.textValue();
    }

    private static Instant time(JsonNode object, String field) {
        try {
            return Instant.parse(required(object, field));
        } catch (DateTimeException invalid) {
            throw new MalformedException("its `" + field + "` is no time");
        }
    }

    /** What came is no event of ours. What it held is not repeated. */
    static final class MalformedException extends RuntimeException {
        MalformedException(String why) {
            super(why);
        }

        /** Why, in our own words. */
        String why() {
            return String.valueOf(getMessage());
        }
    }
}
