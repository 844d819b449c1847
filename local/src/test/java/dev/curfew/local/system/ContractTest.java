package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.event.EventContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the template lets the functions say is what {@code docs/events} promises. */
class ContractTest {

    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");
    private static final EventContract CONTRACT = EventContract.DOCUMENTED;

    @Test
    void whatTheRolesMaySayIsWhatTheSchemasSayAndBySameSources() {
        Set<String> may = new TreeSet<>();
        for (String role : TEMPLATE.ofType("AWS::IAM::Role")) {
            puts(role)
                    .forEach(put -> {
                        List<String> sources =
                                texts(put.at("/Condition/StringEquals/events:source"));
                        List<String> types =
                                texts(put.at("/Condition/StringEquals/events:detail-type"));
                        assertThat(sources).as(role).hasSize(1);
                        assertThat(types).as(role).isNotEmpty();
                        types.forEach(type -> may.add(type + " by " + sources.getFirst()));
                    });
        }
        Set<String> documented =
                CONTRACT.schemas().keySet().stream()
                        .flatMap(type ->
                                CONTRACT.sources(type).stream()
                                        .map(source -> type + " by " + source))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(may).isEqualTo(documented).hasSizeGreaterThan(20);
    }

    /** Nobody could tell who said it. */
    @Test
    void noTwoRolesShareASource() {
        List<String> sources =
                TEMPLATE.ofType("AWS::IAM::Role").stream()
                        .flatMap(role ->
                                puts(role)
                                        .flatMap(put ->
                                                texts(
                                                        put.at(
                                                                "/Condition/StringEquals/events:source"))
                                                        .stream())
                                        .distinct())
                        .toList();

        assertThat(sources).doesNotHaveDuplicates().hasSizeGreaterThan(7);
    }

    @Test
    void whatOurOwnRulesListenToIsDocumented() {
        assertThat(Rules.of(TEMPLATE))
                .filteredOn(rule -> !rule.bus().equals("default"))
                .isNotEmpty()
                .allSatisfy(rule -> {
                    List<String> sources = texts(rule.pattern().path("source"));
                    assertThat(types(rule.pattern()))
                            .isNotEmpty()
                            .allSatisfy(
                                    type -> assertThat(CONTRACT.sources(type)).isSubsetOf(sources));
                });
    }

    /** Those that a pattern names, and for a pattern that leaves some out all the others. */
    private static List<String> types(JsonNode pattern) {
        List<String> types = new ArrayList<>();
        for (JsonNode each : pattern.findValues("detail-type")) {
            for (JsonNode type : each) {
                if (type.isTextual()) {
                    types.add(type.asText());
                } else {
                    List<String> others = texts(type.path("anything-but"));
                    assertThat(CONTRACT.schemas()).containsKeys(others.toArray(String[]::new));
                    types.addAll(CONTRACT.schemas().keySet());
                    types.removeAll(others);
                }
            }
        }
        return types;
    }

    private static Stream<JsonNode> puts(String role) {
        return StreamSupport.stream(TEMPLATE.properties(role).path("Policies").spliterator(), false)
                .flatMap(policy ->
                        StreamSupport.stream(
                                policy.at("/PolicyDocument/Statement").spliterator(), false))
                .filter(statement -> texts(statement.path("Action")).contains("events:PutEvents"))
                .filter(statement -> statement.path("Effect").asText().equals("Allow"));
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isTextual()
                ? List.of(oneOrMore.asText())
                : StreamSupport.stream(oneOrMore.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }
}
