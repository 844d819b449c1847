package dev.curfew.core.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON read strictly: a repeated key or text after the end is an error. */
public final class Json {

    /** For reading and writing trees; it binds no classes, so no secret is written by accident. */
    public static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private Json() {}

    /**
     * The tree of a text that Curfew itself wrote.
     *
     * @throws IllegalStateException when it is not JSON after all; the text is not repeated
     */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException("a stored document is not JSON", corrupt);
        }
    }
}
