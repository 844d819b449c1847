package dev.curfew.client;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * Writes JSON with what the SDK's own clients write theirs with, so that a program gets no second
 * JSON library by this one. The SDK may change it between versions; the tests would show it.
 */
final class JsonText {

    private JsonText() {}

    static String object(Consumer<JsonWriter> fields) {
        try (JsonWriter json = JsonWriter.create()) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
            return new String(json.getBytes(), StandardCharsets.UTF_8);
        }
    }
}
