package dev.curfew.functions.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.aws.SlackMessenger;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.notice.Composing;
import dev.curfew.core.notice.Events;
import dev.curfew.core.notice.InMemoryThreads;
import dev.curfew.core.notice.KnownIdentities;
import dev.curfew.core.notice.NoticeQueue;
import dev.curfew.core.notice.Posting;
import dev.curfew.core.notice.SlackStub;
import dev.curfew.functions.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The function before a Slack that answers as it is told. */
class NotifyHandlerTest {

    private static final String TOKEN = "xoxb-1234-secret";
    private static final String KEY = "AKIAEXAMPLE000000001";

    private record Dead(String event, String why) {}

    private final SlackStub slack = new SlackStub();
    private final KnownIdentities directory = new KnownIdentities();
    private final List<Duration> later = new ArrayList<>();
    private final List<NoticeQueue.Taken> waiting = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<Dead> dead = new ArrayList<>();
    private final Clock clock = Clock.fixed(Events.AT, ZoneOffset.UTC);
    private @Nullable String secret = "{\"token\":\"" + TOKEN + "\"}";
    private final NotifyHandler handler =
            new NotifyHandler(
                    new Posting(
                            new Composing(directory, Map.of()),
                            directory,
                            new InMemoryThreads(),
                            new SlackMessenger(
                                    () -> {
                                        if (secret == null) {
                                            throw new IllegalStateException("no " + TOKEN);
                                        }
                                        return secret;
                                    },
                                    slack.endpoint()),
                            "C0DEFAULT",
                            clock),
                    new NoticeQueue() {
                        @Override
                        public List<Taken> more(int most) {
                            List<Taken> all = List.copyOf(waiting);
                            waiting.clear();
                            return all;
                        }

                        @Override
                        public void done(String receipt) {
                            forgotten.add(receipt);
                        }

                        @Override
                        public void later(String receipt, Duration after) {
                            later.add(after);
                        }

                        @Override
                        public void bury(String event, String why) {
                            dead.add(new Dead(event, why));
                        }
                    },
                    clock,
                    GoldenFiles.metrics());

    NotifyHandlerTest() {
        Instant created = Events.AT.minus(Duration.ofDays(120));
        Identity user =
                Identity.found(
                        "AIDAEXAMPLEID0000001",
                        IdentityKind.USER,
                        "123456789012",
                        "build",
                        IdentityStatus.ACTIVE,
                        created,
                        created);
        directory.add(user.edit().details(KnownIdentities.ownedBy("payments")).done());
        directory.add(
                Identity.found(
                                KEY,
                                IdentityKind.ACCESS_KEY,
                                "123456789012",
                                "build",
                                IdentityStatus.INACTIVE,
                                Events.AT,
                                created)
                        .edit()
                        .user(user.id())
                        .findings(
                                List.of(
                                        new Finding(
                                                Finding.Kind.STALE,
                                                created,
                                                "not used since 2025-11-01T00:00:00Z; it may go unused for 90 days")))
                        .done());
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    static List<String> cases() {
        return GoldenFiles.cases("notify");
    }

    /** The golden answer holds what the queue is told and what Slack was sent. */
    @ParameterizedTest
    @MethodSource("cases")
    void postsAsTheGoldenFileSays(String name) throws IOException {
        GoldenFiles.check(
                "notify",
                name,
                (in, out, context) -> {
                    java.io.ByteArrayOutputStream answered = new java.io.ByteArrayOutputStream();
                    handler.handleRequest(in, answered, context);
                    ObjectNode answer = Json.MAPPER.createObjectNode();
                    answer.set("answer", Json.MAPPER.readTree(answered.toByteArray()));
                    ArrayNode posted = answer.putArray("posted");
                    slack.posted().forEach(each -> posted.add(each.message()));
                    ArrayNode buried = answer.putArray("buried");
                    dead.forEach(each -> buried.add(each.why()));
                    out.write(Json.MAPPER.writeValueAsBytes(answer));
                });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsSentIsWithinSlacksLimits(String name) throws IOException {
        GoldenFiles.send(Files.readAllBytes(GoldenFiles.event("notify", name)), handler);

        slack.posted().forEach(each -> withinLimits(each.message()));
    }

    @Test
    void theTokenGoesToSlackAndNowhereElse() throws IOException {
        String answer = send(Events.key("e1", "IdentityDisabled", KEY)).toString();

        assertThat(slack.posted())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.path()).isEqualTo("/api/chat.postMessage");
                    assertThat(each.authorization()).isEqualTo("Bearer " + TOKEN);
                    assertThat(each.message().toString()).doesNotContain(TOKEN);
                });
        assertThat(answer).doesNotContain(TOKEN);
    }

    @Test
    void aWebhookTakesItToo() throws IOException {
        secret = "{\"webhook\":\"" + slack.endpoint() + "/services/T0/B0/x\"}";

        send(Events.key("e1", "IdentityDisabled", KEY));
        send(Events.key("e2", "IdentityRestored", KEY));

        assertThat(slack.posted()).hasSize(2);
        assertThat(slack.posted().getFirst().path()).isEqualTo("/services/T0/B0/x");
        assertThat(slack.posted().getFirst().authorization()).isNull();
        assertThat(slack.posted().getFirst().message().path("blocks")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429,7,7", "503,,5", "500,3,3", "429,later,5", "429,999999999999,5", "502,0,2"})
    void whatSlackCannotTakeNowWaitsInTheQueue(int status, @Nullable String after, int seconds)
            throws IOException {
        slack.next(
                SlackStub.Answer.status(
                        status, after == null ? Map.of() : Map.of("Retry-After", after)));

        JsonNode answer = send(Events.key("e1", "IdentityDisabled", KEY));

        assertThat(answer.at("/batchItemFailures/0/itemIdentifier").asText()).isEqualTo("m0");
        assertThat(later).containsExactly(Duration.ofSeconds(seconds));
        assertThat(dead).isEmpty();

        assertThat(send(Events.key("e1", "IdentityDisabled", KEY)).path("batchItemFailures"))
                .isEmpty();
        assertThat(slack.posted()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid_auth",
                "channel_not_found",
                "not_in_channel",
                "account_inactive",
                "msg_too_long"
            })
    void whatSlackNeverTakesRestsForAPerson(String code) throws IOException {
        slack.next(SlackStub.Answer.error(code));

        JsonNode answer = send(Events.key("e1", "IdentityDisabled", KEY));

        assertThat(answer.path("batchItemFailures")).isEmpty();
        assertThat(dead)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.why()).isEqualTo("Slack says " + code);
                    assertThat(each.event()).contains("IdentityDisabled");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "internal_error", "fatal_error", "service_unavailable"})
    void whatSlackFailsAtWaits(String code) throws IOException {
        slack.next(SlackStub.Answer.error(code));

        send(Events.key("e1", "IdentityDisabled", KEY));

        assertThat(later).containsExactly(Duration.ofSeconds(5));
        assertThat(dead).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "[1", "{\"ok\":", "<html>"})
    void anAnswerThatIsNoneIsNotTakenForOne(String body) throws IOException {
        slack.next(new SlackStub.Answer(200, Map.of(), body, Duration.ZERO));

        send(Events.key("e1", "IdentityDisabled", KEY));

        assertThat(later).hasSize(1);
        assertThat(dead).isEmpty();
    }

    @Test
    void aSlackThatIsGoneOrSilentWaits() throws IOException {
        slack.next(new SlackStub.Answer(200, Map.of(), "{\"ok\":true}", Duration.ofSeconds(8)));
        send(Events.key("e1", "IdentityDisabled", KEY));
        slack.close();
        send(Events.key("e2", "IdentityDisabled", KEY));

        assertThat(later).hasSize(2);
        assertThat(dead).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "{}",
                "{\"token\":\"\"}",
                "{\"token\":\"xoxb-1\\nX: y\"}",
                "{\"webhook\":\"https://hooks.slack.com.example.com/services/x\"}",
                "{\"webhook\":\"https://hooks.slack.com@example.com/services/x\"}",
                "{\"webhook\":\"file:///etc/passwd\"}",
                "{\"webhook\":\"http://169.254.169.254/\"}"
            })
    void aSecretThatSaysNothingUsefulSendsNothingAnywhere(String useless) throws IOException {
        secret = useless;

        send(Events.key("e1", "IdentityDisabled", KEY));

        assertThat(slack.posted()).isEmpty();
        assertThat(later).containsExactly(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb-1-2-Ab", "xoxb-local-a_b-c", "xoxe.xoxb-1-Mi0yLTE"})
    void eachFormOfTokenIsTaken(String token) throws IOException {
        secret = "{\"token\":\"" + token + "\"}";

        send(Events.key("e1", "IdentityDisabled", KEY));

        assertThat(slack.posted())
                .singleElement()
                .satisfies(each -> assertThat(each.authorization()).isEqualTo("Bearer " + token));
    }

    @Test
    void aSecretThatCannotBeReadWaits() throws IOException {
        secret = null;

        send(Events.key("e1", "IdentityDisabled", KEY));

        assertThat(later).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void oneThatFailsTakesNoOtherWithIt() throws IOException {
        slack.next(SlackStub.Answer.error("channel_not_found"));

        JsonNode answer =
                send(
                        Events.key("e1", "IdentityDisabled", KEY),
                        Events.key("e2", "IdentityDisabled", "AKIAEXAMPLE000000002"),
                        "no event",
                        Events.of("e3", "curfew.moon", "MoonRose", Json.MAPPER.createObjectNode()));

        assertThat(answer.path("batchItemFailures")).isEmpty();
        assertThat(dead).hasSize(2);
        assertThat(slack.posted()).hasSize(2);
        assertThat(handler.unknown()).containsExactly("MoonRose");
    }

    @Test
    void aBurstTakesWhatWaitsBesidesIntoOneDigest() throws IOException {
        for (int i = 10; i < 200; i++) {
            waiting.add(
                    new NoticeQueue.Taken(
                            new Posting.Message("w" + i, burst(i), Events.AT, 1), "r-w" + i));
        }
        String[] first = new String[10];
        for (int i = 0; i < 10; i++) {
            first[i] = burst(i);
        }

        JsonNode answer = send(first);

        assertThat(answer.path("batchItemFailures")).isEmpty();
        assertThat(slack.posted())
                .singleElement()
                .satisfies(each ->
                        assertThat(each.text("text")).isEqualTo("Curfew: 200 notices at once"));
        assertThat(forgotten).hasSize(190);
    }

    @Test
    void whatWasTakenBesidesAndNotToldIsNotForgotten() throws IOException {
        slack.always(SlackStub.Answer.status(503, Map.of()));
        waiting.add(
                new NoticeQueue.Taken(
                        new Posting.Message("w10", burst(10), Events.AT, 1), "r-w10"));
        String[] first = new String[10];
        for (int i = 0; i < 10; i++) {
            first[i] = burst(i);
        }

        JsonNode answer = send(first);

        assertThat(answer.path("batchItemFailures")).hasSize(10);
        assertThat(forgotten).isEmpty();
        assertThat(later).hasSize(11);
    }

    private static String burst(int i) {
        return Events.finding("burst-" + i, "f%011d".formatted(i), "b%011d".formatted(i));
    }

    @Test
    void withoutASecretNoNoticesAreMadeAndNothingPilesUp() throws IOException {
        NotifyHandler silent =
                new NotifyHandler(
                        null,
                        new NoticeQueue() {
                            @Override
                            public List<Taken> more(int most) {
                                throw new AssertionError();
                            }

                            @Override
                            public void done(String receipt) {
                                throw new AssertionError();
                            }

                            @Override
                            public void later(String receipt, Duration after) {
                                throw new AssertionError();
                            }

                            @Override
                            public void bury(String event, String why) {
                                throw new AssertionError();
                            }
                        },
                        clock,
                        GoldenFiles.metrics());

        byte[] answer =
                GoldenFiles.send(
                        batch(Events.key("e1", "IdentityDisabled", KEY))
                                .toString()
                                .getBytes(StandardCharsets.UTF_8),
                        silent);

        assertThat(new String(answer, StandardCharsets.UTF_8))
                .isEqualTo("{\"batchItemFailures\":[]}");
    }

    /** Every case, cut short anywhere and with any of its values of another kind. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatIsNotItsFormRestsForAPersonAndNeverMore(String name) throws IOException {
        JsonNode batch = Json.MAPPER.readTree(GoldenFiles.event("notify", name).toFile());
        String body = batch.at("/Records/0/body").asText();
        if (!body.startsWith("{") || body.length() > 10_000) {
            return;
        }
        Random random = new Random(name.hashCode());
        for (int i = 0; i < 10; i++) {
            send(body.substring(0, random.nextInt(body.length() - 1)));
        }
        assertThat(dead).hasSize(10);
        for (String odd : List.of("null", "7", "[]", "{\"a\": [[1]]}", "\"\"", "true")) {
            ObjectNode whole = (ObjectNode) Json.read(body);
            for (String field : List.copyOf(fields(whole.path("detail")))) {
                ObjectNode changed = whole.deepCopy();
                ((ObjectNode) changed.path("detail")).set(field, Json.read(odd));
                send(changed.toString());
            }
        }
        slack.posted().forEach(each -> withinLimits(each.message()));
    }

    @Test
    void anEventOfAQuarterMegabyteIsCut() throws IOException {
        ObjectNode detail = Events.findingDetail("ffffffffffff", "aaaaaaaaaaaa");
        detail.put("what", "<".repeat(100_000)).put("holder", "\u202e&".repeat(50_000));
        ArrayNode events = detail.putArray("events");
        for (int i = 0; i < 1000; i++) {
            events.add("e".repeat(60));
        }

        send(Events.of("e1", "curfew.watch", "FindingOpened", detail));

        assertThat(slack.posted()).hasSize(1);
        withinLimits(slack.posted().getFirst().message());
        assertThat(slack.posted().getFirst().blocks()).contains("…");
    }

    @Test
    void whatIsNoBatchFails() {
        assertThatThrownBy(() -> GoldenFiles.send("{}".getBytes(StandardCharsets.UTF_8), handler))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> fields(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private JsonNode send(String... events) throws IOException {
        return Json.MAPPER.readTree(
                GoldenFiles.send(
                        batch(events).toString().getBytes(StandardCharsets.UTF_8), handler));
    }

    private static ObjectNode batch(String... events) {
        ObjectNode batch = Json.MAPPER.createObjectNode();
        ArrayNode records = batch.putArray("Records");
        for (int i = 0; i < events.length; i++) {
            ObjectNode record =
                    records.addObject()
                            .put("messageId", "m" + i)
                            .put("receiptHandle", "r" + i)
                            .put("body", events[i]);
            record.putObject("attributes")
                    .put("ApproximateReceiveCount", "1")
                    .put("SentTimestamp", String.valueOf(Events.AT.toEpochMilli()));
        }
        return batch;
    }

    /** https://docs.slack.dev/reference/block-kit */
    private static void withinLimits(JsonNode message) {
        assertThat(message.path("blocks").size()).isBetween(1, 50);
        assertThat(message.path("blocks").toString().length()).isLessThan(13_000);
        for (String field : List.of("text")) {
            harmless(message.path(field).asText());
        }
        for (JsonNode block : message.path("blocks")) {
            texts(block, block.path("type").asText().equals("header") ? 150 : 3_000);
            assertThat(block.path("elements").size()).isLessThanOrEqualTo(25);
            for (JsonNode element : block.path("elements")) {
                if (element.path("type").asText().equals("button")) {
                    assertThat(element.at("/text/text").asText()).hasSizeBetween(1, 75);
                    assertThat(element.path("value").asText()).hasSizeBetween(1, 2_000);
                    assertThat(element.path("action_id").asText())
                            .matches("curfew\\.(restore|exempt|revoke|show)");
                    assertThat(element.path("value").asText())
                            .matches("(identity|lease|finding):[A-Za-z0-9_]+");
                    assertThat(element.has("confirm"))
                            .isEqualTo(!element.path("action_id").asText().endsWith("show"));
                }
            }
        }
    }

    private static void texts(JsonNode node, int longest) {
        if (node.path("text").isTextual()) {
            assertThat(node.path("type").asText()).isEqualTo("plain_text");
            assertThat(node.path("text").asText()).hasSizeBetween(1, longest);
            harmless(node.path("text").asText());
        }
        node.forEach(each -> texts(each, longest));
    }

    private static void harmless(String text) {
        assertThat(text)
                .doesNotContain("<", ">", "@channel", "@here", "@everyone", "http://", "https://");
        assertThat(text.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
        text.codePoints()
                .filter(point -> point != '\n')
                .forEach(point ->
                        assertThat(Character.getType(point))
                                .isNotIn(
                                        (int) Character.CONTROL,
                                        (int) Character.FORMAT,
                                        (int) Character.SURROGATE));
    }
}
