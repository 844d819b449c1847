package dev.curfew.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.document.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What {@code docs/events} promises of the events on Curfew's bus, and whether an event keeps it.
 */
public final class EventContract {

    /** The contract of this checkout. */
    public static final EventContract DOCUMENTED = read(folder());

    private static final String FILE = ".schema.json";

    private final Map<String, JsonNode> sources;
    private final Map<String, Schema> closed = new TreeMap<>();

    private EventContract(Map<String, JsonNode> sources) {
        this.sources = sources;
        sources.forEach((type, source) -> closed.put(type, Schema.of(closed(source))));
    }

    /** Where the schemas are. */
    public static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("docs/events");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        throw new IllegalStateException("the tests do not run inside a checkout");
    }

    private static EventContract read(Path folder) {
        Map<String, JsonNode> sources = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(FILE)) {
                    sources.put(
                            name.substring(0, name.length() - FILE.length()),
                            Json.read(Files.readString(file)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new EventContract(sources);
    }

    /** The schemas as they are written, by detail type. */
    public Map<String, JsonNode> schemas() {
        return sources;
    }

    /** Who may say events of that type, such as {@code curfew.issue}. */
    public List<String> sources(String type) {
        JsonNode schema = sources.get(type);
        if (schema == null) {
            throw new AssertionError(type + " has no schema in docs/events");
        }
        return StreamSupport.stream(schema.at("/properties/source/enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Everything in which an event breaks the contract, for people; empty when it keeps it. */
    public List<String> faults(JsonNode event) {
        String type = event.path("detail-type").asText();
        Schema schema = closed.get(type);
        if (schema == null) {
            return List.of("`%s` has no schema in docs/events".formatted(type));
        }
        List<String> faults = new ArrayList<>();
        schema.check(event)
                .forEach(problem -> faults.add(problem.path() + ": " + problem.message()));
        faults.addAll(SecretLooks.in(event));
        return faults;
    }

    /**
     * The schema, which lets whoever listens take fields that are new to it, as the system is held
     * to it: it says nothing but what is documented. Its relative name is left out, for it is read
     * from no address.
     */
    private static JsonNode closed(JsonNode schema) {
        ObjectNode copy = schema.deepCopy();
        copy.remove("$id");
        ((ObjectNode) copy.at("/properties/detail")).put("additionalProperties", false);
        return copy;
    }
}
