package dev.curfew.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.event.EventContract;
import dev.curfew.core.notice.Composing.Composed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event that the bus may carry, as its schema shows it. */
class ComposingTest {

    private static final Composing COMPOSING = new Composing(new KnownIdentities(), Map.of());

    static List<JsonNode> examples() {
        return EventContract.DOCUMENTED.schemas().values().stream()
                .flatMap(schema -> schema.path("examples").valueStream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void somebodyHasThoughtOfEachEventOfTheContract(JsonNode example) {
        assertThat(COMPOSING.compose(example.toString()))
                .isInstanceOfAny(Composed.Told.class, Composed.Ordinary.class);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatLacksAFieldIsMalformedAndNeverHalfTold(JsonNode example) {
        for (Map.Entry<String, JsonNode> field : example.path("detail").properties()) {
            ObjectNode other = example.deepCopy();
            ((ObjectNode) other.path("detail")).set(field.getKey(), Json.MAPPER.nullNode());

            assertThat(COMPOSING.compose(other.toString()))
                    .as(field.getKey())
                    .isInstanceOfAny(
                            Composed.Told.class, Composed.Ordinary.class, Composed.Malformed.class);
        }
    }

    @Test
    void aHaltSaysHowToEndIt() {
        assertThat(told("HolderHalted"))
                .satisfies(notice -> {
                    assertThat(notice.thread()).startsWith("holder:");
                    assertThat(notice.evidence()).isNotEmpty();
                    assertThat(notice.next()).contains("curfew lease resume");
                });
        assertThat(told("HolderLifted").thread()).isEqualTo(told("HolderHalted").thread());
    }

    @Test
    void aFindingIsClosedWhereItWasOpened() {
        JsonNode closed = example("FindingClosed");
        ObjectNode opened = example("FindingOpened").deepCopy();
        ((ObjectNode) opened.path("detail"))
                .put("finding", closed.at("/detail/finding").asText())
                .put("lease", closed.at("/detail/lease").asText())
                .remove(Set.of("session", "role"));

        assertThat(told(closed).thread()).isEqualTo(told(opened).thread());
    }

    private static JsonNode example(String type) {
        return Objects.requireNonNull(EventContract.DOCUMENTED.schemas().get(type))
                .path("examples")
                .path(0);
    }

    private static Notice told(String type) {
        return told(example(type));
    }

    private static Notice told(JsonNode event) {
        if (COMPOSING.compose(event.toString()) instanceof Composed.Told(Notice notice)) {
            return notice;
        }
        throw new AssertionError("nobody hears of " + event);
    }
}
