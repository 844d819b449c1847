package dev.curfew.core.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A button that somebody pressed.
 *
 * @param id stands for the press; two presses of one button have two
 * @param action the button's {@code action_id}
 * @param value the button's {@code value}
 * @param user Slack's id of the member
 * @param team Slack's id of the member's workspace; null where Slack does not say
 * @param replyTo where Slack wants the answer
 * @param thread the message below which the answer belongs; null for none
 */
public record Press(
        String id,
        String action,
        String value,
        String user,
        @Nullable String team,
        ReplyAddress replyTo,
        @Nullable String thread) {

    private static final int LONGEST_ACTION = 255;
    private static final int LONGEST_VALUE = 2000;
    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,30}");
    private static final Pattern TEAM = Pattern.compile("[TE][A-Z0-9]{2,30}");
    private static final Pattern THREAD = Pattern.compile("[0-9]{1,12}\\.[0-9]{1,6}");

    /** What became of reading a payload. */
    public sealed interface Read {
        record Valid(Press press) implements Read {}

        /**
         * It is none.
         *
         * @param why what is wrong with it; nothing of it is repeated
         */
        record Invalid(String why) implements Read {}
    }

    /** Reads the payload of a callback: JSON of type {@code block_actions}. */
    public static Read read(String id, String payload, ReplyAddress.Rule addresses) {
        JsonNode given;
        try {
            given = Json.MAPPER.readTree(payload);
        } catch (JsonProcessingException notJson) {
            return new Read.Invalid("the payload is not JSON");
        }
        if (!given.path("type").asText().equals("block_actions")) {
            return new Read.Invalid("the payload's type is not `block_actions`");
        }
        JsonNode actions = given.path("actions");
        if (!actions.isArray() || actions.size() != 1) {
            return new Read.Invalid("the payload does not have one action");
        }
        String action = actions.path(0).path("action_id").asText();
        String value = actions.path(0).path("value").asText();
        String user = given.at("/user/id").asText();
        if (action.length() > LONGEST_ACTION || value.length() > LONGEST_VALUE) {
            return new Read.Invalid("the payload's action is longer than Slack allows");
        }
        if (!USER.matcher(user).matches()) {
            return new Read.Invalid("the payload does not say who pressed");
        }
        ReplyAddress replyTo = addresses.read(given.path("response_url").asText());
        if (replyTo == null) {
            return new Read.Invalid("the payload's `response_url` is not an address of Slack");
        }
        return new Read.Valid(
                new Press(id, action, value, user, team(given), replyTo, thread(given)));
    }

    /** The member's own workspace, which differs from the channel's where channels are shared. */
    private static @Nullable String team(JsonNode payload) {
        JsonNode own = payload.at("/user/team_id");
        String team = own.isTextual() ? own.asText() : payload.at("/team/id").asText();
        return TEAM.matcher(team).matches() ? team : null;
    }

    /** What only one member sees has no thread. */
    private static @Nullable String thread(JsonNode payload) {
        if (payload.at("/container/is_ephemeral").asBoolean()) {
            return null;
        }
        for (String place :
                new String[] {
                    "/message/thread_ts", "/container/thread_ts", "/container/message_ts"
                }) {
            String thread = payload.at(place).asText();
            if (THREAD.matcher(thread).matches()) {
                return thread;
            }
        }
        return null;
    }

    /** All of it, to be read again by {@link #of}. */
    public String write() {
        ObjectNode document =
                Json.MAPPER
                        .createObjectNode()
                        .put("id", id)
                        .put("action", action)
                        .put("value", value)
                        .put("user", user)
                        .put("replyTo", replyTo.text());
        if (team != null) {
            document.put("team", team);
        }
        if (thread != null) {
            document.put("thread", thread);
        }
        return document.toString();
    }

    /**
     * The press that {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Press of(String text, ReplyAddress.Rule addresses) {
        JsonNode document = Json.read(text);
        ReplyAddress replyTo = addresses.read(document.path("replyTo").asText());
        if (replyTo == null) {
            throw new IllegalArgumentException("the press has no address of Slack");
        }
        return new Press(
                document.path("id").asText(),
                document.path("action").asText(),
                document.path("value").asText(),
                document.path("user").asText(),
                document.has("team") ? document.path("team").asText() : null,
                replyTo,
                document.has("thread") ? document.path("thread").asText() : null);
    }

    /** Without the address, with which anybody could answer in Slack for half an hour. */
    @Override
    public String toString() {
        return "Press[" + action + " " + value + " by " + user + "]";
    }
}
