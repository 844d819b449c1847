package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.CloudTrailReader;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.Ruler;

/**
 * The template's rules against the events under {@code events/record}, by AWS's own matching
 * engine.
 */
class RulesTest {

    private static final List<Rules.Rule> RULES =
            Rules.of(ResolvedTemplate.of("template.yaml"), "RecordFunction");
    private static final Set<String> NOT_FOR_RECORD = Set.of("failed-call", "own-deny-policy");

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(events())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".response.json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneRuleTakesEachEventThatRecordReadsAndNoneTakesAnother(String name) throws Exception {
        assertThat(matching(event(name))).hasSize(NOT_FOR_RECORD.contains(name) ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatARulePassesOnReadsAsTheWholeEventDoes(String name) throws Exception {
        JsonNode event = event(name);

        for (Rules.Rule rule : matching(event)) {
            assertThat(CloudTrailReader.read(rule.transform(event)))
                    .isEqualTo(CloudTrailReader.read(event));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "upload-ssh-public-key, ssh-rsa",
        "upload-signing-certificate, CERTIFICATE",
        "put-user-policy, sqs:SendMessage",
        "put-role-policy, sqs:SendMessage",
        "update-assume-role-policy, 210987654321",
        "unknown-call, r2"
    })
    void noRulePassesOnWhatRecordDoesNotNeed(String name, String body) throws Exception {
        JsonNode event = event(name);

        assertThat(event.toString()).contains(body);
        assertThat(matching(event))
                .singleElement()
                .satisfies(
                        rule -> assertThat(rule.transform(event).toString()).doesNotContain(body));
    }

    @Test
    void noPatternIsLongerThanEventBridgeTakes() {
        assertThat(RULES)
                .allSatisfy(rule -> assertThat(rule.pattern().toString()).hasSizeLessThan(2048));
    }

    @Test
    void theRestIsWhatNoOtherRuleNames() {
        Set<String> named = new TreeSet<>();
        Set<String> excepted = new TreeSet<>();
        for (Rules.Rule rule : RULES) {
            if (rule.pattern().path("source").path(0).asText().equals("aws.iam")) {
                for (JsonNode name : rule.pattern().at("/detail/eventName")) {
                    if (name.isTextual()) {
                        named.add(name.asText());
                    }
                    name.path("anything-but").forEach(each -> excepted.add(each.asText()));
                }
            }
        }

        assertThat(excepted).isEqualTo(named).hasSizeGreaterThan(30);
    }

    @Test
    void noRulePassesOnAPassword() throws Exception {
        ObjectNode event = (ObjectNode) event("create-service-specific-credential");
        ((ObjectNode) event.at("/detail/responseElements/serviceSpecificCredential"))
                .put("servicePassword", "hunter2")
                .put("serviceCredentialSecret", "hunter2");

        assertThat(matching(event))
                .singleElement()
                .satisfies(rule ->
                        assertThat(rule.transform(event).toString()).doesNotContain("hunter2"));
    }

    @Test
    void noRuleTakesAnAnswerOfSts() throws Exception {
        ObjectNode event = (ObjectNode) event("create-role");
        event.put("source", "aws.sts");
        ((ObjectNode) event.path("detail"))
                .put("eventSource", "sts.amazonaws.com")
                .put("eventName", "AssumeRole");

        assertThat(matching(event)).isEmpty();
    }

    @Test
    void anEventThatSomebodyPutThereIsNotTaken() throws Exception {
        ObjectNode event = (ObjectNode) event("create-user");
        event.put("source", "custom.iam");

        assertThat(matching(event)).isEmpty();
    }

    private static List<Rules.Rule> matching(JsonNode event) throws Exception {
        java.util.ArrayList<Rules.Rule> matching = new java.util.ArrayList<>();
        for (Rules.Rule rule : RULES) {
            if (Ruler.matchesRule(event.toString(), rule.pattern().toString())) {
                matching.add(rule);
            }
        }
        return matching;
    }

    private static JsonNode event(String name) throws IOException {
        return Json.read(Files.readString(events().resolve(name + ".json")));
    }

    private static Path events() {
        return TestCloud.checkout().root().resolve("events/record");
    }
}
