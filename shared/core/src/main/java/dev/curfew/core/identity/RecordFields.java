package dev.curfew.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The fields of a CloudTrail record. */
final class RecordFields {

    private RecordFields() {}

    static String asked(JsonNode detail, String field) {
        return text(detail.path("requestParameters"), field);
    }

    static @Nullable String askedOrNull(JsonNode detail, String field) {
        return optional(detail.path("requestParameters"), field);
    }

    static JsonNode answered(JsonNode detail, String field) {
        return detail.path("responseElements").path(field);
    }

    static @Nullable String optional(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
    }

    static String text(JsonNode object, String field) {
        String value = optional(object, field);
        if (value == null) {
            throw new MissingFieldException(field);
        }
        return value;
    }

    static final class MissingFieldException extends RuntimeException {
        MissingFieldException(String field) {
            super("the record has no `" + field + "` where CloudTrail documents it");
        }
    }
}
