package dev.curfew.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;

/**
 * The events under {@code events/}: each {@code CASE.json} is what a function is sent, {@code
 * CASE.response.json} what it must answer. With {@code -Dcurfew.golden=write} the answers are
 * written anew, to be read before they are committed.
 */
public final class GoldenFiles {

    private static final Path EVENTS = Path.of(System.getProperty("curfew.root", ".."), "events");
    private static final String ANSWER = ".response.json";

    private GoldenFiles() {}

    /** The names of a function's cases. */
    public static List<String> cases(String function) {
        try (Stream<Path> files = Files.list(EVENTS.resolve(function))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.endsWith(ANSWER))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The file that holds what a function is sent in a case. */
    public static Path event(String function, String name) {
        return EVENTS.resolve(function).resolve(name + ".json");
    }

    /** Sends a case to its function and compares the answer. */
    public static void check(String function, String name, RequestStreamHandler handler)
            throws IOException {
        Path expected = EVENTS.resolve(function).resolve(name + ANSWER);
        byte[] event = Files.readAllBytes(event(function, name));

        JsonNode answer = Json.MAPPER.readTree(send(event, handler));

        if ("write".equals(System.getProperty("curfew.golden"))) {
            Files.writeString(expected, answer.toPrettyString() + "\n");
        }
        assertThat(answer.toPrettyString())
                .isEqualTo(Json.read(Files.readString(expected)).toPrettyString());
    }

    /** Sends bytes to a function as Lambda does and gives back the bytes it answers. */
    public static byte[] send(byte[] event, RequestStreamHandler handler) throws IOException {
        return send(event, handler, FakeContext.awaited());
    }

    /** Sends bytes to a function, invoked as the context says. */
    public static byte[] send(byte[] event, RequestStreamHandler handler, FakeContext context)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), answer, context);
        return answer.toByteArray();
    }

    public static Metrics metrics() {
        return MetricsBuilder.builder().withNamespace("Curfew").withService("test").build();
    }
}
