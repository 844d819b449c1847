package dev.curfew.local.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.local.slack.Message.ShownTo;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Links;
import dev.curfew.local.web.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Addresses that are secrets themselves: the incoming webhook, and where a press is answered. */
final class Hooks {
    static final String WEBHOOK = "/services/";
    static final String ANSWERS = "/actions/";
    static final int USES = 5;
    static final Duration GOOD_FOR = Duration.ofMinutes(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String webhook;
    private final Conversations conversations;
    private final Clock clock;
    private final Map<String, Open> open = new HashMap<>();

    /** An address that the press of one button can be answered at. */
    private record Open(String channel, String ts, Instant end, int usesLeft, boolean wasHeard) {}

    Hooks(SlackSecret secret, Conversations conversations, Clock clock) {
        this.webhook =
                "%s%s/%s/%s"
                        .formatted(
                                WEBHOOK,
                                Places.TEAM,
                                Places.BOT,
                                Signature.hmac(secret.signingSecret(), "webhook").substring(0, 32));
        this.conversations = conversations;
        this.clock = clock;
    }

    /** The path of the incoming webhook, whose messages go to the usual channel. */
    String webhook() {
        return webhook;
    }

    Reply webhook(Call call) {
        if (!call.isPost() || !WebApi.same(call.path(), webhook)) {
            return Reply.text(404, "no_service");
        }
        return body(call)
                .map(said ->
                        switch (Content.of(said.path("text"), said.path("blocks"))) {
                            case Content.Wrong wrong -> Reply.text(400, wrong.error());
                            case Content.Fine(String text, JsonNode blocks) -> {
                                conversations.post(Places.CHANNEL, null, text, blocks, ShownTo.ALL);
                                yield Reply.text(200, "ok");
                            }
                        })
                .orElseGet(() -> Reply.text(400, "invalid_payload"));
    }

    /** Opens an address for answers to a press on that message, and tells its path. */
    synchronized String open(Message message) {
        Instant now = clock.instant();
        open.values().removeIf(one -> !one.end().isAfter(now));
        String path = ANSWERS + Places.TEAM + "/" + Links.newKey();
        open.put(path, new Open(message.channel(), message.ts(), now.plus(GOOD_FOR), USES, false));
        return path;
    }

    Reply answer(Call call) {
        Optional<JsonNode> said = body(call);
        if (!call.isPost() || said.isEmpty()) {
            return Reply.text(400, "invalid_payload");
        }
        Optional<Open> address = use(call.path());
        if (address.isEmpty()) {
            return Reply.json(404, "{\"ok\":false,\"error\":\"used_url\"}");
        }
        Reply reply = answer(address.get(), said.get());
        hear(call.path());
        return reply;
    }

    /** Waits until an answer came to that address, for so long. */
    synchronized void awaitUse(String path, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos();
                    left > 0 && !wasHeard(path);
                    left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean wasHeard(String path) {
        Open one = open.get(path);
        return one == null || one.wasHeard();
    }

    private synchronized Optional<Open> use(String path) {
        Open one = open.get(path);
        if (one == null || one.usesLeft() == 0 || !one.end().isAfter(clock.instant())) {
            return Optional.empty();
        }
        open.put(path, new Open(one.channel(), one.ts(), one.end(), one.usesLeft() - 1, false));
        return Optional.of(one);
    }

    private synchronized void hear(String path) {
        open.computeIfPresent(
                path,
                (_, one) -> new Open(one.channel(), one.ts(), one.end(), one.usesLeft(), true));
        notifyAll();
    }

    private Reply answer(Open to, JsonNode said) {
        if (said.path("delete_original").asBoolean()) {
            conversations.delete(to.channel(), to.ts());
            return Reply.text(200, "ok");
        }
        return switch (Content.of(said.path("text"), said.path("blocks"))) {
            case Content.Wrong wrong -> Reply.text(400, wrong.error());
            case Content.Fine(String text, JsonNode blocks) -> {
                if (said.path("replace_original").asBoolean()) {
                    conversations.update(to.channel(), to.ts(), text, blocks);
                } else {
                    reply(to, said, text, blocks);
                }
                yield Reply.text(200, "ok");
            }
        };
    }

    private void reply(Open to, JsonNode said, String text, JsonNode blocks) {
        ShownTo shownTo =
                said.path("response_type").asText().equals("in_channel")
                        ? ShownTo.ALL
                        : ShownTo.ONE;
        String thread =
                conversations.find(to.channel(), to.ts()).map(Message::root).orElse(to.ts());
        conversations.post(to.channel(), thread, text, blocks, shownTo);
    }

    /** JSON, or a form with JSON in its field {@code payload}. */
    private static Optional<JsonNode> body(Call call) {
        try {
            boolean isForm =
                    call.header("content-type").startsWith("application/x-www-form-urlencoded");
            JsonNode tree =
                    JSON.readTree(isForm ? call.form().getOrDefault("payload", "") : call.body());
            return tree.isObject() ? Optional.of(tree) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
