package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.local.slack.Message.ShownTo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The channels and what was said there, kept while the page runs. */
final class Conversations {
    /** Of all channels together: the oldest go. */
    static final int MOST = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final AtomicLong lastMicros = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();

    Conversations(Clock clock) {
        this.clock = clock;
    }

    synchronized Message post(
            String channel, @Nullable String thread, String text, JsonNode blocks, ShownTo to) {
        var message =
                new Message(channel, nextTs(), thread, text, named(blocks), to, false, List.of());
        if (messages.size() >= MOST) {
            messages.remove(messages.keySet().iterator().next());
        }
        messages.put(key(channel, message.ts()), message);
        return message;
    }

    synchronized Optional<Message> find(String channel, String ts) {
        return Optional.ofNullable(messages.get(key(channel, ts)));
    }

    /** Gives a message other words; nothing when there is no such message. */
    synchronized Optional<Message> update(String channel, String ts, String text, JsonNode blocks) {
        return Optional.ofNullable(
                messages.computeIfPresent(
                        key(channel, ts), (_, old) -> old.saying(text, named(blocks))));
    }

    synchronized void notePress(String channel, String ts, String what) {
        messages.computeIfPresent(key(channel, ts), (_, old) -> old.pressed(what));
    }

    synchronized void delete(String channel, String ts) {
        messages.remove(key(channel, ts));
    }

    /** All of them, in the order in which they were posted. */
    synchronized List<Message> all() {
        return List.copyOf(messages.values());
    }

    List<Message> in(String channel) {
        return all().stream().filter(message -> message.channel().equals(channel)).toList();
    }

    List<String> channels() {
        var channels = new TreeSet<String>();
        all().forEach(message -> channels.add(message.channel()));
        return new ArrayList<>(channels);
    }

    /** Slack gives ids to blocks and buttons that came without. */
    private ArrayNode named(JsonNode blocks) {
        ArrayNode named = JSON.createArrayNode();
        for (JsonNode block : blocks) {
            if (block.deepCopy() instanceof ObjectNode copy) {
                name(copy, "block_id");
                copy.path("elements").forEach(this::nameButton);
                nameButton(copy.path("accessory"));
                named.add(copy);
            }
        }
        return named;
    }

    private void nameButton(JsonNode element) {
        if (element instanceof ObjectNode button && button.path("type").asText().equals("button")) {
            name(button, "action_id");
        }
    }

    private void name(ObjectNode node, String id) {
        if (!node.has(id)) {
            node.put(id, "made-" + ids.incrementAndGet());
        }
    }

    private String nextTs() {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        long next = lastMicros.updateAndGet(last -> Math.max(last + 1, micros));
        return "%d.%06d".formatted(next / 1_000_000, next % 1_000_000);
    }

    private static String key(String channel, String ts) {
        return channel + " " + ts;
    }
}
