package dev.curfew.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.local.slack.Message.ShownTo;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of Slack's Web API that Curfew calls. */
final class WebApi {
    static final String PATH = "/api/";
    static final String CHAT = PATH + "chat.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TS = Pattern.compile("[0-9]{1,12}\\.[0-9]{6}");
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final SlackSecret secret;
    private final Conversations conversations;

    WebApi(SlackSecret secret, Conversations conversations) {
        this.secret = secret;
        this.conversations = conversations;
    }

    Reply answer(Call call) {
        Optional<ObjectNode> arguments = arguments(call);
        if (arguments.isEmpty()) {
            return refused("invalid_json");
        }
        ObjectNode given = arguments.get();
        String token = token(call, given);
        if (token.isEmpty()) {
            return refused("not_authed");
        }
        if (!same(token, secret.token())) {
            return refused("invalid_auth");
        }
        return switch (call.path().substring(PATH.length())) {
            case "auth.test" -> itself(call);
            case "chat.postMessage" -> post(given);
            case "chat.update" -> update(given);
            case "users.lookupByEmail" -> person(given.path("email").asText());
            default -> refused("unknown_method");
        };
    }

    /** A JSON object, or a form in which blocks are JSON within a string. */
    private static Optional<ObjectNode> arguments(Call call) {
        try {
            if (call.header("content-type").startsWith("application/json")) {
                return JSON.readTree(call.body()) instanceof ObjectNode object
                        ? Optional.of(object)
                        : Optional.empty();
            }
            ObjectNode fields = JSON.createObjectNode();
            call.asked().forEach(fields::put);
            call.form().forEach(fields::put);
            return Optional.of(fields);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String token(Call call, ObjectNode given) {
        String header = call.header("authorization");
        return header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).strip()
                : given.path("token").asText();
    }

    private Reply post(ObjectNode given) {
        Optional<String> channel = Places.channel(given.path("channel").asText());
        if (channel.isEmpty()) {
            return refused("channel_not_found");
        }
        String thread = given.path("thread_ts").asText();
        if (!thread.isEmpty() && !TS.matcher(thread).matches()) {
            return refused("invalid_thread_ts");
        }
        return switch (content(given)) {
            case Content.Wrong wrong -> refused(wrong);
            case Content.Fine(String text, JsonNode blocks) ->
                    done(
                            conversations.post(
                                    channel.get(),
                                    root(channel.get(), thread),
                                    text,
                                    blocks,
                                    ShownTo.ALL));
        };
    }

    /** A reply to a reply belongs to the thread that the latter is in. */
    private @Nullable String root(String channel, String thread) {
        if (thread.isEmpty()) {
            return null;
        }
        return conversations.find(channel, thread).map(Message::root).orElse(thread);
    }

    private Reply update(ObjectNode given) {
        Optional<String> channel = Places.channel(given.path("channel").asText());
        if (channel.isEmpty()) {
            return refused("channel_not_found");
        }
        return switch (content(given)) {
            case Content.Wrong wrong -> refused(wrong);
            case Content.Fine(String text, JsonNode blocks) ->
                    conversations
                            .update(channel.get(), given.path("ts").asText(), text, blocks)
                            .map(WebApi::done)
                            .orElseGet(() -> refused("message_not_found"));
        };
    }

    private static Content content(ObjectNode given) {
        JsonNode blocks = given.path("blocks");
        if (blocks.isTextual()) {
            try {
                blocks =
                        blocks.textValue().isEmpty()
                                ? JsonNodeFactory.instance.missingNode()
                                : JSON.readTree(blocks.textValue());
            } catch (JsonProcessingException e) {
                return new Content.Wrong("invalid_blocks_format", List.of());
            }
        }
        return Content.of(given.path("text"), blocks);
    }

    private static Reply itself(Call call) {
        return ok(
                JSON.createObjectNode()
                        .put("url", "http://" + call.header("host") + "/")
                        .put("team", "this machine")
                        .put("user", "curfew")
                        .put("team_id", Places.TEAM)
                        .put("user_id", Places.BOT_USER)
                        .put("bot_id", Places.BOT));
    }

    /** Whoever is asked for is the one person here, but nobody is at an address in `.invalid`. */
    private static Reply person(String email) {
        if (!ADDRESS.matcher(email).matches() || email.endsWith(".invalid")) {
            return refused("users_not_found");
        }
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode user =
                answer.putObject("user")
                        .put("id", Places.USER)
                        .put("team_id", Places.TEAM)
                        .put("name", "you")
                        .put("real_name", "You")
                        .put("deleted", false)
                        .put("is_bot", false);
        user.putObject("profile").put("email", email).put("real_name", "You");
        return ok(answer);
    }

    private static Reply done(Message message) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("channel", message.channel()).put("ts", message.ts());
        answer.put("text", message.text());
        answer.set("message", wire(message));
        return ok(answer);
    }

    /** A message as Slack's own answers and callbacks show it. */
    static ObjectNode wire(Message message) {
        ObjectNode wire =
                JSON.createObjectNode()
                        .put("type", "message")
                        .put("user", Places.BOT_USER)
                        .put("bot_id", Places.BOT)
                        .put("app_id", Places.APP)
                        .put("team", Places.TEAM)
                        .put("ts", message.ts())
                        .put("text", message.text());
        if (message.thread() != null) {
            wire.put("thread_ts", message.thread());
        }
        wire.set("blocks", message.blocks());
        return wire;
    }

    private static Reply ok(ObjectNode answer) {
        return Reply.json(200, JSON.createObjectNode().put("ok", true).setAll(answer).toString());
    }

    private static Reply refused(Content.Wrong wrong) {
        ObjectNode answer = JSON.createObjectNode().put("ok", false).put("error", wrong.error());
        if (!wrong.details().isEmpty()) {
            wrong.details().forEach(answer.putArray("errors")::add);
            var messages = answer.putObject("response_metadata").putArray("messages");
            wrong.details().forEach(detail -> messages.add("[ERROR] " + detail));
        }
        return Reply.json(200, answer.toString());
    }

    private static Reply refused(String error) {
        return refused(new Content.Wrong(error, List.of()));
    }

    /** Tells nothing by how long it takes. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
