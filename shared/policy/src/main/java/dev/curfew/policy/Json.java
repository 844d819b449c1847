package dev.curfew.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value, read whole and without forgiveness: no repeated member, no trailing text, no deep
 * nesting.
 */
sealed interface Json {
    /** An object; names in {@code repeated} stood more than once, and the first value is kept. */
    record Members(Map<String, Json> byName, List<String> repeated) implements Json {}

    record Items(List<Json> all) implements Json {}

    record Words(String text) implements Json {}

    record Numeral(String text) implements Json {}

    record Truth(boolean value) implements Json {}

    record Nothing() implements Json {}

    /** Deep enough for every policy and batch line; deeper documents are attacks or mistakes. */
    int DEEPEST = 16;

    /** Reads strictly; made once, since making it costs more than reading a policy. */
    JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(100)
                                    .build())
                    .build();

    /** Why a text is not JSON. */
    final class Unreadable extends Exception {
        private final String reason;

        Unreadable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** What the value is, in the words of an error message. */
    default String kind() {
        return switch (this) {
            case Members _ -> "an object";
            case Items _ -> "a list";
            case Words _ -> "a string";
            case Numeral _ -> "a number";
            case Truth _ -> "a boolean";
            case Nothing _ -> "null";
        };
    }

    static Json read(String text) throws Unreadable {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new Unreadable("the document is empty");
            }
            Json value = value(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable(
                        "there is more text after the end of the document" + place(parser));
            }
            return value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String message = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
            throw new Unreadable(
                    "not JSON: "
                            + message
                            + (at == null ? "" : place(at.getLineNr(), at.getColumnNr())));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string cannot fail", e);
        }
    }

    private static Json value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> {
                var all = new ArrayList<Json>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    all.add(value(parser));
                }
                yield new Items(all);
            }
            case VALUE_STRING -> new Words(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE -> new Truth(true);
            case VALUE_FALSE -> new Truth(false);
            case VALUE_NULL -> new Nothing();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException(
                            "no value starts with " + parser.currentToken());
        };
    }

    private static Json members(JsonParser parser) throws IOException {
        var byName = new LinkedHashMap<String, Json>();
        var repeated = new ArrayList<String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (byName.putIfAbsent(name, value(parser)) != null) {
                repeated.add(name);
            }
        }
        return new Members(byName, repeated);
    }

    private static String place(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return place(at.getLineNr(), at.getColumnNr());
    }

    private static String place(int line, int column) {
        return " at line " + line + ", column " + column;
    }
}
