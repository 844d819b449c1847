package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.watch.CallReader;
import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;

/**
 * The template's rules against the events under {@code events/watch}, by AWS's own matching engine.
 */
class WatchRulesTest {

    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");
    private static final List<Rules.Rule> RULES = Rules.of(TEMPLATE, "WatchFunction");
    private static final String STATE = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

    /** Takes every call with a user's key, also those that another rule takes. */
    private static final String KEYS = "WatchUsersKeys";

    /** What no rule takes: what the broker and revoke do all the time, and what nobody sends. */
    private static final Set<String> NOT_HEARD =
            Set.of("opened-by-the-broker", "own-deny-policy", "no-user-identity");

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
    void oneRuleTakesEachEventThatWatchReads(String name) throws Exception {
        List<Rules.Rule> matching = matching(event(name));
        JsonNode caller = event(name).at("/detail/userIdentity");
        boolean isOfKey =
                caller.path("accessKeyId").asText().startsWith("AKIA") && !caller.has("invokedBy");

        assertThat(matching.stream().filter(rule -> rule.name().equals(KEYS)))
                .hasSize(isOfKey ? 1 : 0);
        assertThat(matching.stream().filter(rule -> !rule.name().equals(KEYS)))
                .hasSize(NOT_HEARD.contains(name) || name.startsWith("users-") ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatARulePassesOnTellsWhatItIsAbout(String name) throws Exception {
        JsonNode event = event(name);

        for (Rules.Rule rule : matching(event)) {
            JsonNode passed = rule.transform(event);
            assertThat(passed.toString()).doesNotContain("a-session-token", "a-secret");
            assertThat(CallReader.read(passed))
                    .isInstanceOfSatisfying(
                            CallReader.Read.Heard.class,
                            heard -> {
                                var whole = (CallReader.Read.Heard) CallReader.read(event);
                                assertThat(heard.call().actor()).isEqualTo(whole.call().actor());
                                assertThat(heard.call().failure())
                                        .isEqualTo(whole.call().failure());
                                assertThat(heard.call().origin()).isEqualTo(whole.call().origin());
                                assertThat(heard.call().event()).isEqualTo(whole.call().event());
                                assertThat(whole.call().request())
                                        .containsAllEntriesOf(heard.call().request());
                            });
        }
    }

    @Test
    void aTableOrAQueueOfTheStackIsHeardOfWhenSomebodyElseChangesIt() throws Exception {
        for (String[] asked :
                new String[][] {
                    {"dynamodb", "tableName", ResolvedTemplate.arn("Leases")},
                    {
                        "sqs",
                        "queueUrl",
                        "https://sqs.us-east-1.amazonaws.com/123456789012/curfew-RevokeFailed-1A2B"
                    },
                    {"s3", "bucketName", ResolvedTemplate.arn("SealBucket")},
                    {"kms", "keyId", ResolvedTemplate.arn("SealKey")}
                }) {
            ObjectNode event = (ObjectNode) event("rule-disabled");
            event.put("source", "aws." + asked[0]);
            ObjectNode detail = (ObjectNode) event.path("detail");
            detail.put("eventSource", asked[0] + ".amazonaws.com").put("eventName", "DeleteIt");
            detail.putObject("requestParameters").put(asked[1], asked[2]);

            assertThat(matching(event))
                    .as(asked[0])
                    .extracting(Rules.Rule::name)
                    .containsExactlyInAnyOrder("WatchStores", KEYS);

            detail.set("userIdentity", event("own-deny-policy").at("/detail/userIdentity"));
            ((ObjectNode) detail.at("/userIdentity/sessionContext/sessionIssuer"))
                    .put("arn", ResolvedTemplate.arn("IssueRole"));
            assertThat(matching(event)).as(asked[0]).isEmpty();
        }
    }

    @Test
    void readsReachTheRulesThatNeedThem() {
        for (String rule : List.of("Calls", "Refusals", "Failures", "Openings", "UsersKeys")) {
            assertThat(TEMPLATE.properties("Watch" + rule).path("State").asText()).isEqualTo(STATE);
        }
    }

    @Test
    void theirPatternsAreOnesThatEventBridgeTakes() {
        assertThat(RULES)
                .hasSize(8)
                .allSatisfy(rule -> {
                    String pattern = rule.pattern().toString();
                    assertThat(JsonRuleCompiler.check(pattern)).isNull();
                    // The quota, with room for names that are longer than these.
                    assertThat(pattern).hasSizeLessThan(1700);
                });
    }

    private static List<Rules.Rule> matching(JsonNode event) throws Exception {
        List<Rules.Rule> matching = new ArrayList<>();
        for (Rules.Rule rule : RULES) {
            if (Ruler.matchesRule(event.toString(), rule.pattern().toString())) {
                matching.add(rule);
            }
        }
        return matching;
    }

    /** A role of the stack is called in the resolved template as no role is in an account. */
    private static JsonNode event(String name) throws IOException {
        return Json.read(
                Files.readString(events().resolve(name + ".json"))
                        .replace(
                                "arn:aws:iam::123456789012:role/curfew-issue",
                                ResolvedTemplate.arn("IssueRole"))
                        .replace(
                                "arn:aws:iam::123456789012:role/curfew-revoke",
                                ResolvedTemplate.arn("RevokeRole")));
    }

    private static Path events() {
        return TestCloud.checkout().root().resolve("events/watch");
    }
}
