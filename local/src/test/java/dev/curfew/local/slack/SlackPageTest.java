package dev.curfew.local.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.local.web.Links;
import dev.curfew.local.web.Visitor;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BLOCKS =
            """
            [{"type":"section","text":{"type":"mrkdwn","text":"Key *AKIA1* is disabled"}},
             {"type":"actions","elements":[{"type":"button","action_id":"restore","value":"AKIA1","text":{"type":"plain_text","text":"Restore"}}]}]\
            """;

    private final SlackSecret secret = SlackSecret.random();
    private final StubApp app = app(secret);
    private final SlackPage page =
            SlackPage.open(
                    0, secret, Links.newKey(), Clock.systemUTC(), () -> Optional.of(app.url()));
    private final Visitor bot = new Visitor(page.address());
    private final Visitor person = new Visitor(page.address());

    private static StubApp app(SlackSecret secret) {
        try {
            return new StubApp(secret.signingSecret());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void open() {
        bot.with("Authorization", "Bearer " + secret.token())
                .with("Content-Type", "application/x-www-form-urlencoded");
        person.letIn(page.link()).with("Content-Type", "application/x-www-form-urlencoded");
    }

    @AfterEach
    void close() {
        page.close();
        app.close();
    }

    @Test
    void aFormAndAJsonBodyPostTheSame() {
        JsonNode form = post(Map.of("channel", "C0CURFEW1", "text", "hi", "blocks", BLOCKS));
        bot.with("Content-Type", "application/json; charset=utf-8");
        JsonNode json =
                read(
                        bot.post(
                                "/api/chat.postMessage",
                                "{\"channel\":\"#curfew\",\"text\":\"hi\",\"blocks\":"
                                        + BLOCKS
                                        + "}"));

        assertThat(form.path("ok").asBoolean()).as(form.toString()).isTrue();
        assertThat(form.path("ts").asText()).matches("[0-9]{10}\\.[0-9]{6}");
        assertThat(json.path("channel").asText()).isEqualTo("C0CURFEW1");
        assertThat(page.messages())
                .hasSize(2)
                .allSatisfy(message ->
                        assertThat(message.blocks().at("/1/elements/0/action_id").asText())
                                .isEqualTo("restore"));
        assertThat(page.messages().getLast().ts()).isGreaterThan(page.messages().getFirst().ts());
    }

    @Test
    void withoutTheTokenNothingIsPosted() {
        bot.with("Authorization", "");
        assertThat(post(Map.of("channel", "C0CURFEW1", "text", "x")).path("error").asText())
                .isEqualTo("not_authed");
        bot.with("Authorization", "Bearer xoxb-wrong");
        assertThat(post(Map.of("channel", "C0CURFEW1", "text", "x")).path("error").asText())
                .isEqualTo("invalid_auth");
        bot.with("Authorization", "Bearer " + secret.signingSecret());
        assertThat(post(Map.of("channel", "C0CURFEW1", "text", "x")).path("error").asText())
                .isEqualTo("invalid_auth");
        assertThat(read(bot.post("/api/auth.test", "")).path("error").asText())
                .isEqualTo("invalid_auth");
        assertThat(page.messages()).isEmpty();
    }

    @Test
    void wrongBlocksAreRefusedAsSlackDoes() throws JsonProcessingException {
        JsonNode answer =
                post(Map.of("channel", "C0CURFEW1", "text", "x", "blocks", "[{\"type\":\"x\"}]"));

        assertThat(answer)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"ok":false,"error":"invalid_blocks",
                                 "errors":["unsupported type: x [json-pointer:/blocks/0/type]"],
                                 "response_metadata":{"messages":["[ERROR] unsupported type: x [json-pointer:/blocks/0/type]"]}}
                                """));
        assertThat(error(Map.of("channel", "C0CURFEW1", "blocks", "[{")))
                .isEqualTo("invalid_blocks_format");
        assertThat(error(Map.of("channel", "C0CURFEW1"))).isEqualTo("no_text");
        assertThat(error(Map.of("text", "x"))).isEqualTo("channel_not_found");
        assertThat(error(Map.of("text", "x", "channel", "not a channel")))
                .isEqualTo("channel_not_found");
        assertThat(error(Map.of("text", "x", "channel", "C0CURFEW1", "thread_ts", "soon")))
                .isEqualTo("invalid_thread_ts");
        assertThat(read(bot.post("/api/chat.delete", "")).path("error").asText())
                .isEqualTo("unknown_method");
        assertThat(page.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{\"channel\":{}}",
                "%",
                "a=%zz&=&&b",
                "\u0000"
            })
    void halfABodyIsRefusedAndNeverAFailure(String body) {
        for (String type :
                new String[] {
                    "application/json", "application/x-www-form-urlencoded", "text/plain", ""
                }) {
            bot.with("Content-Type", type);
            assertThat(bot.post("/api/chat.postMessage", body).body()).contains("\"ok\":false");
            assertThat(bot.post(page.webhook().getPath(), body).status()).isEqualTo(400);
            assertThat(bot.post("/actions/T0CURFEW1/x", body).status()).isIn(400, 404);
        }
    }

    @Test
    void aMessageIsUpdatedAndAThreadKeptTogether() {
        String ts = post(Map.of("channel", "C0CURFEW1", "text", "one")).path("ts").asText();
        String reply =
                post(Map.of("channel", "C0CURFEW1", "text", "two", "thread_ts", ts))
                        .path("ts")
                        .asText();
        post(Map.of("channel", "C0CURFEW1", "text", "three", "thread_ts", reply));

        JsonNode updated =
                read(
                        bot.post(
                                "/api/chat.update",
                                form(Map.of("channel", "C0CURFEW1", "ts", ts, "text", "uno"))));

        assertThat(updated.path("ok").asBoolean()).isTrue();
        assertThat(page.messages())
                .extracting(Message::text)
                .containsExactly("uno", "two", "three");
        assertThat(page.messages()).extracting(Message::root).containsOnly(ts);
        assertThat(
                        read(bot.post(
                                        "/api/chat.update",
                                        form(
                                                Map.of(
                                                        "channel",
                                                        "C0CURFEW1",
                                                        "ts",
                                                        "1.1",
                                                        "text",
                                                        "x"))))
                                .path("error")
                                .asText())
                .isEqualTo("message_not_found");
        assertThat(shown("/c/C0CURFEW1")).contains("uno", "edited", "Replies");
    }

    @Test
    void thePersonIsFoundAndWrittenToDirectly() {
        JsonNode found =
                read(bot.post("/api/users.lookupByEmail", form(Map.of("email", "a@b.example"))));
        assertThat(found.at("/user/id").asText()).isEqualTo(Places.USER);
        assertThat(
                        read(bot.post(
                                        "/api/users.lookupByEmail",
                                        form(Map.of("email", "gone@b.invalid"))))
                                .path("error")
                                .asText())
                .isEqualTo("users_not_found");

        JsonNode posted = post(Map.of("channel", Places.USER, "text", "for you"));

        assertThat(posted.path("channel").asText()).isEqualTo("D0CURFEW1");
        assertThat(shown("/c/D0CURFEW1")).contains("for you", "you, directly");
    }

    @Test
    void aWebhookPostsToTheUsualChannelAlone() {
        bot.with("Authorization", "").with("Content-Type", "application/json");

        assertThat(bot.post(page.webhook().getPath(), "{\"text\":\"hook\"}").body())
                .isEqualTo("ok");
        assertThat(bot.post(page.webhook().getPath(), "{}").body()).isEqualTo("no_text");
        assertThat(bot.post(page.webhook().getPath(), "{\"text\":\"x\",\"blocks\":[{}]}").body())
                .isEqualTo("invalid_blocks");
        assertThat(bot.post("/services/T0CURFEW1/B0CURFEW1/x", "{\"text\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(page.messages()).extracting(Message::channel).containsExactly("C0CURFEW1");
    }

    @Test
    void itFailsWhenTold() {
        page.failNext(1, new Failure.RateLimited(Duration.ofSeconds(7)));
        page.failNext(1, new Failure.ServerError());
        page.failNext(1, new Failure.Refused("channel_not_found"));
        page.failNext(1, new Failure.AnswerLost());
        Map<String, String> message = Map.of("channel", "C0CURFEW1", "text", "x");

        Visitor.Answer limited = bot.post("/api/chat.postMessage", form(message));
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.headers()).containsEntry("retry-after", "7");
        assertThat(bot.post("/api/chat.postMessage", form(message)).status()).isEqualTo(500);
        assertThat(error(message)).isEqualTo("channel_not_found");
        assertThat(page.messages()).isEmpty();
        assertThat(bot.post("/api/chat.postMessage", form(message)).status()).isEqualTo(502);
        assertThat(page.messages()).hasSize(1);
        assertThat(post(message).path("ok").asBoolean()).isTrue();
        assertThat(page.calls()).isEqualTo(5);
    }

    @Test
    void aPressIsSentAsSlackSendsIt() {
        JsonNode posted = post(Map.of("channel", "C0CURFEW1", "text", "x", "blocks", BLOCKS));

        Visitor.Answer pressed = press(posted.path("ts").asText(), "restore");

        assertThat(pressed.status()).isEqualTo(303);
        assertThat(app.presses()).hasSize(1);
        JsonNode press = app.presses().getFirst();
        assertThat(press.path("type").asText()).isEqualTo("block_actions");
        assertThat(press.at("/user/id").asText()).isEqualTo(Places.USER);
        assertThat(press.at("/actions/0/action_id").asText()).isEqualTo("restore");
        assertThat(press.at("/actions/0/value").asText()).isEqualTo("AKIA1");
        assertThat(press.at("/actions/0/type").asText()).isEqualTo("button");
        assertThat(press.at("/container/message_ts").asText())
                .isEqualTo(posted.path("ts").asText());
        assertThat(press.at("/channel/id").asText()).isEqualTo("C0CURFEW1");
        assertThat(URI.create(press.path("response_url").asText()).getAuthority())
                .isEqualTo(page.address().getAuthority());
        assertThat(shown("/c/C0CURFEW1")).contains("You pressed Restore: the app answered 200");
    }

    @Test
    void whatIsNoButtonOfTheMessageIsNotSent() {
        String ts =
                post(Map.of("channel", "C0CURFEW1", "text", "x", "blocks", BLOCKS))
                        .path("ts")
                        .asText();

        assertThat(press(ts, "revoke").status()).isEqualTo(303);
        assertThat(press("1.000001", "restore").status()).isEqualTo(303);
        person.with("Origin", "http://evil.example");
        assertThat(press(ts, "restore").status()).isEqualTo(403);
        assertThat(app.presses()).isEmpty();
    }

    @Test
    void anAnswerIsShownToOneOrToAllOrInPlaceOfTheMessage() throws Exception {
        String ts =
                post(Map.of("channel", "C0CURFEW1", "text", "x", "blocks", BLOCKS))
                        .path("ts")
                        .asText();
        app.says = "{\"text\":\"only you\"}";
        press(ts, "restore");
        JsonNode press = app.presses().getFirst();

        assertThat(StubApp.respond(press, "{\"text\":\"all\",\"response_type\":\"in_channel\"}"))
                .isEqualTo(200);
        assertThat(StubApp.respond(press, "{\"text\":\"new\",\"replace_original\":true}"))
                .isEqualTo(200);
        assertThat(StubApp.respond(press, "{\"text\":\"x\",\"blocks\":[{\"type\":\"x\"}]}"))
                .isEqualTo(400);
        assertThat(page.messages())
                .extracting(Message::text)
                .containsExactly("new", "only you", "all");
        assertThat(page.messages())
                .extracting(Message::shownTo)
                .containsExactly(Message.ShownTo.ALL, Message.ShownTo.ONE, Message.ShownTo.ALL);
        assertThat(page.messages()).extracting(Message::root).containsOnly(ts);
        assertThat(StubApp.respond(press, "{\"delete_original\":true}")).isEqualTo(200);
        assertThat(page.messages()).hasSize(2);
        assertThat(StubApp.respond(press, "{\"text\":\"a sixth\"}"))
                .as("a response_url is good five times")
                .isEqualTo(404);
    }

    @Test
    void anAppThatIsNotThereIsSaid() {
        String ts =
                post(Map.of("channel", "C0CURFEW1", "text", "x", "blocks", BLOCKS))
                        .path("ts")
                        .asText();
        app.close();

        press(ts, "restore");

        assertThat(shown("/c/C0CURFEW1"))
                .contains("You pressed Restore: the app did not answer (ConnectException)");
    }

    @Test
    void secretsAreNotInTheirText() {
        assertThat(secret.toString()).doesNotContain(secret.token(), secret.signingSecret());
        assertThat(SlackSecret.parse(secret.json())).isEqualTo(secret);
        assertThat(shown("/c/C0CURFEW1")).doesNotContain(secret.token(), secret.signingSecret());
    }

    private Visitor.Answer press(String ts, String action) {
        String block =
                page.messages().stream()
                        .filter(message -> message.ts().equals(ts))
                        .map(message -> message.blocks().at("/1/block_id").asText())
                        .findFirst()
                        .orElse("none");
        return person.post(
                "/press",
                form(Map.of("channel", "C0CURFEW1", "ts", ts, "block", block, "action", action)));
    }

    private String shown(String path) {
        return person.get(path).body();
    }

    private JsonNode post(Map<String, String> fields) {
        return read(bot.post("/api/chat.postMessage", form(fields)));
    }

    private String error(Map<String, String> fields) {
        return post(fields).path("error").asText();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode read(Visitor.Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(answer.body(), e);
        }
    }
}
