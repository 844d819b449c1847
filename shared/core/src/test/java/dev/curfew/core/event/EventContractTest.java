package dev.curfew.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventContractTest {

    private static final EventContract CONTRACT = EventContract.DOCUMENTED;

    /**
     * Fields that mean one thing in one event and another in another; see docs/events/README.md.
     */
    private static final Set<String> OF_MANY_MEANINGS = Set.of("finding", "kind");

    static Set<String> types() {
        return CONTRACT.schemas().keySet();
    }

    // ---- What is written ----

    @ParameterizedTest
    @MethodSource("types")
    void aSchemaSaysWhatItIsAndWhatEachFieldMeans(String type) {
        JsonNode schema = schema(type);

        assertThat(schema.path("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asText()).isEqualTo(type + ".schema.json");
        assertThat(schema.at("/properties/detail-type/const").asText()).isEqualTo(type);
        assertThat(schema.path("title").asText()).isNotBlank();
        assertThat(schema.path("description").asText()).endsWith(".");
        assertThat(CONTRACT.sources(type))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source).startsWith("curfew."));
        assertThat(fields(type))
                .isNotEmpty()
                .allSatisfy((name, rules) -> {
                    assertThat(rules.path("description").asText()).as(name).isNotBlank();
                    assertThat(rules.has("type")).as(name + " has a type").isTrue();
                    if (rules.has("format")) {
                        assertThat(rules.path("description").asText()).contains("UTC");
                    }
                });
        assertThat(schema.at("/properties/detail/required"))
                .allSatisfy(name -> assertThat(fields(type)).containsKey(name.asText()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSchemasExamplesKeepIt(String type) {
        assertThat(schema(type).path("examples"))
                .isNotEmpty()
                .allSatisfy(example -> {
                    assertThat(CONTRACT.faults(example)).isEmpty();
                    assertThat(example.path("id").asText()).isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("types")
    void noFieldIsForASecret(String type) {
        assertThat(fields(type).keySet()).noneMatch(name -> SecretLooks.isNameOfOne(name));
    }

    @Test
    void aFieldMeansTheSameInEveryEvent() {
        Map<String, Set<String>> meanings = new HashMap<>();
        for (String type : types()) {
            fields(type)
                    .forEach((name, rules) -> {
                        ObjectNode meaning = rules.deepCopy();
                        meaning.remove("enum"); // an event may narrow what can be told at its time
                        meanings.computeIfAbsent(name, _ -> new TreeSet<>())
                                .add(meaning.toString());
                    });
        }

        Set<String> ambiguous =
                meanings.entrySet().stream()
                        .filter(meaning -> meaning.getValue().size() > 1)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        assertThat(ambiguous).isEqualTo(OF_MANY_MEANINGS);
    }

    @Test
    void thePageListsEveryEventWithWhoSaysIt() throws IOException {
        String page = Files.readString(EventContract.folder().resolve("README.md"));
        List<String> rows = page.lines().filter(line -> line.startsWith("| [`")).toList();

        assertThat(rows).hasSameSizeAs(types());
        for (String type : types()) {
            String sources =
                    CONTRACT.sources(type).stream()
                            .map(source -> "`" + source + "`")
                            .collect(Collectors.joining(", "));
            assertThat(rows)
                    .as(type)
                    .anyMatch(row ->
                            row.startsWith(
                                    "| [`%s`](%s.schema.json) | %s |"
                                            .formatted(type, type, sources)));
        }
    }

    /** What the functions are sent in tests is what they would be sent. */
    @Test
    void theSamplesOfOurOwnEventsKeepTheContract() throws IOException {
        Path events = EventContract.folder().resolveSibling("../events").normalize();
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> files = Files.walk(events)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
                JsonNode event = Json.MAPPER.readTree(file.toFile());
                if (event.path("source").asText().startsWith("curfew.")) {
                    seen++;
                    CONTRACT.faults(event).forEach(fault -> wrong.add(file + " " + fault));
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(seen).isGreaterThan(5);
    }

    // ---- What is refused ----

    @Test
    void anEventOfAnotherTypeBreaksIt() {
        assertThat(CONTRACT.faults(Json.read("{\"detail-type\": \"LeaseRenewed\"}")))
                .containsExactly("`LeaseRenewed` has no schema in docs/events");
        assertThat(CONTRACT.faults(Json.read("{}"))).hasSize(1);
    }

    @Test
    void anEventOfAnotherSourceBreaksIt() {
        ObjectNode event = example("LeaseIssued").put("source", "curfew.release");

        assertThat(CONTRACT.faults(event)).singleElement().asString().startsWith("/source: ");
    }

    @Test
    void aFieldThatIsMissingMisspeltOrNotDocumentedBreaksIt() {
        ObjectNode event = example("LeaseIssued");
        ObjectNode detail = (ObjectNode) event.path("detail");
        detail.remove("holder");
        detail.put("renewedAt", "2026-03-01T12:00:00Z").put("expiresAt", "in 5 minutes");

        assertThat(CONTRACT.faults(event))
                .containsExactly(
                        "/detail: `holder` is missing",
                        "/detail/expiresAt: `in 5 minutes` does not have the right form",
                        "/detail/renewedAt: `renewedAt` is not a known field");
    }

    @Test
    void aRequestThatIsHalfOfTwoKindsBreaksIt() {
        ObjectNode event = example("RevocationRequested");
        ((ObjectNode) event.path("detail")).remove("run");
        assertThat(CONTRACT.faults(event)).isNotEmpty();

        event = example("RevocationRequested");
        ((ObjectNode) event.path("detail"))
                .put("finding", "0123456789ab")
                .put("lease", "0123456789ab")
                .put("reason", "both");
        assertThat(CONTRACT.faults(event)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "found wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY1 in it",
                "FwoGZXIvYXdzEBYaDH0000000000000000000000000000000000000000example==",
                "with ASIAEXAMPLE000000001",
                "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
                "AWS4-HMAC-SHA256 and so on",
                "https://ann:hunter2@example.com/",
                "-----BEGIN PRIVATE KEY-----",
                "xoxb-1-2-3",
                "Bearer abcdefgh"
            })
    void whatLooksLikeACredentialBreaksIt(String secret) {
        ObjectNode event = example("LeaseIssued");
        ((ObjectNode) event.path("detail")).put("reason", secret);

        assertThat(CONTRACT.faults(event))
                .isNotEmpty()
                .allSatisfy(fault ->
                        assertThat(fault)
                                .startsWith("/detail/reason: looks like")
                                .doesNotContain(secret));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIASTALE00000000001",
                "arn:aws:iam::123456789012:role/curfew/a-long-name/With-Many-Parts-0123456789",
                "arn:aws:sts::123456789012:assumed-role/orders/4k2j8s0d9f1a",
                "AROAFAKEFAKEFAKE0001:4k2j8s0d9f1a",
                "11111111-2222-4333-8444-555555555555"
            })
    void namesAreNoCredentials(String name) {
        ObjectNode event = example("LeaseIssued");
        ((ObjectNode) event.path("detail")).put("reason", name);

        assertThat(CONTRACT.faults(event)).isEmpty();
    }

    @Test
    void aFieldWithTheNameOfASecretIsSeenHoweverDeep() {
        assertThat(SecretLooks.in(Json.read("{\"a\": [{\"SessionToken\": \"x\", \"b\": null}]}")))
                .containsExactly("/a/0: a field called `SessionToken`");
    }

    private static JsonNode schema(String type) {
        return Objects.requireNonNull(CONTRACT.schemas().get(type));
    }

    private static Map<String, JsonNode> fields(String type) {
        return schema(type)
                .at("/properties/detail/properties")
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static ObjectNode example(String type) {
        return schema(type).at("/examples/0").deepCopy();
    }
}
