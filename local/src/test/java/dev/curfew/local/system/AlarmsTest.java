package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.sweep.Count;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alarms stand on metrics that exist, reach people, and are explained; the dashboard too. */
class AlarmsTest {

    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");
    private static final Path ROOT = TestCloud.checkout().root();
    private static final Pattern SECTION = Pattern.compile("(?m)^### `(curfew-[a-z-]+)`$");

    private final List<JsonNode> alarms =
            TEMPLATE.ofType("AWS::CloudWatch::Alarm").stream().map(TEMPLATE::properties).toList();

    @Test
    void everyAlarmIsExplainedAndNoOther() throws IOException {
        Matcher sections = SECTION.matcher(Files.readString(ROOT.resolve("docs/operations.md")));

        List<String> explained = sections.results().map(found -> found.group(1)).toList();

        assertThat(explained)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(names())
                .hasSizeGreaterThan(20);
        assertThat(alarms)
                .allSatisfy(alarm ->
                        assertThat(alarm.path("AlarmDescription").asText())
                                .endsWith("See docs/operations.md."));
    }

    @Test
    void everyAlarmGoesToTheTopicAndSoDoesItsEnd() {
        assertThat(alarms)
                .allSatisfy(alarm -> {
                    for (String actions : List.of("AlarmActions", "OKActions")) {
                        assertThat(alarm.at("/" + actions + "/Fn::If/0").asText())
                                .isEqualTo("HasAlarmTopic");
                        assertThat(alarm.at("/" + actions + "/Fn::If/1/0").asText())
                                .isEqualTo(ResolvedTemplate.arn("AlarmTopic"));
                    }
                });
    }

    @Test
    void everyFunctionsErrorsAndLackOfConcurrencyRing() {
        Set<String> functions =
                TEMPLATE.ofType("AWS::Serverless::Function").stream()
                        .map(function ->
                                TEMPLATE.properties(function).path("FunctionName").asText())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(overSeveral("Errors")).isEqualTo(functions);
        // The bound on slack is meant to throttle it.
        functions.remove("curfew-slack");
        assertThat(overSeveral("Throttles")).isEqualTo(functions);
        assertThat(overSeveral("EventsLost"))
                .isEqualTo(
                        grantedToSay().stream()
                                .map(function -> function.replace("Function", ""))
                                .map(function -> function.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void nothingBreaksBySilenceButWhatSpeaksEachMinute() {
        assertThat(alarms)
                .allSatisfy(alarm ->
                        assertThat(alarm.path("TreatMissingData").asText())
                                .as(alarm.path("AlarmName").asText())
                                .isEqualTo(
                                        alarm.path("MetricName").asText().equals("OldestDueSeconds")
                                                ? "breaching"
                                                : "notBreaching"));
    }

    @Test
    void whatAlarmsAndTheDashboardLookAtIsSaidByAFunction() throws IOException {
        String said = sources();
        Set<String> counts =
                Arrays.stream(Count.values())
                        .map(count ->
                                Arrays.stream(count.name().split("_", -1))
                                        .map(word ->
                                                word.charAt(0)
                                                        + word.substring(1)
                                                                .toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining()))
                        .collect(Collectors.toSet());
        Set<String> metrics = new TreeSet<>();
        dashboard().findValues("metrics").stream()
                .flatMap(JsonNode::valueStream)
                .filter(metric -> metric.get(0).asText().equals("Curfew"))
                .forEach(metric -> metrics.add(metric.get(1).asText()));
        alarms.stream()
                .flatMap(alarm ->
                        Stream.concat(Stream.of(alarm), alarm.findValues("Metric").stream()))
                .filter(metric -> metric.path("Namespace").asText().equals("Curfew"))
                .forEach(metric -> metrics.add(metric.path("MetricName").asText()));
        String documented = Files.readString(ROOT.resolve("docs/operator.md"));

        assertThat(metrics)
                .hasSizeGreaterThan(20)
                .allSatisfy(metric -> {
                    assertThat(said.contains('"' + metric + '"') || counts.contains(metric))
                            .as(metric)
                            .isTrue();
                    assertThat(documented).contains('`' + metric + '`');
                });
    }

    @Test
    void theDashboardShowsEveryAlarmAndEveryFunction() {
        JsonNode dashboard = dashboard();
        List<String> shown =
                dashboard.findValues("alarms").stream()
                        .flatMap(JsonNode::valueStream)
                        .map(arn -> arn.asText().replaceFirst(".*:alarm:", ""))
                        .toList();

        assertThat(shown).containsExactlyInAnyOrderElementsOf(names());
        for (String function : TEMPLATE.ofType("AWS::Serverless::Function")) {
            assertThat(dashboard.toString())
                    .contains(TEMPLATE.properties(function).path("FunctionName").asText());
        }
        for (String queue : TEMPLATE.ofType("AWS::SQS::Queue")) {
            if (queue.endsWith("Failed")) {
                assertThat(dashboard.toString()).contains(queue);
            }
        }
        assertThat(dashboard.path("widgets"))
                .allSatisfy(widget ->
                        assertThat(widget.path("x").asInt() + widget.path("width").asInt())
                                .isLessThanOrEqualTo(24));
    }

    private List<String> names() {
        return alarms.stream().map(alarm -> alarm.path("AlarmName").asText()).toList();
    }

    private static JsonNode dashboard() {
        String body = TEMPLATE.properties("Dashboard").path("DashboardBody").asText();
        return Json.read(body);
    }

    /** Whose metric of that name the alarms over several add up. */
    private Set<String> overSeveral(String metric) {
        return alarms.stream()
                .flatMap(alarm -> alarm.findValues("Metric").stream())
                .filter(each -> each.path("MetricName").asText().equals(metric))
                .map(each -> each.at("/Dimensions/0/Value").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> grantedToSay() {
        return TEMPLATE.ofType("AWS::Serverless::Function").stream()
                .filter(function -> {
                    String role = TEMPLATE.properties(function).path("Role").asText();
                    return TEMPLATE.properties(role.substring(role.lastIndexOf(':') + 1))
                            .toString()
                            .contains("events:PutEvents");
                })
                .toList();
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("functions/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException unreadable) {
                            throw new UncheckedIOException(unreadable);
                        }
                    })
                    .collect(Collectors.joining());
        }
    }
}
