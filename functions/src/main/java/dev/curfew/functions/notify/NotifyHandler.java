package dev.curfew.functions.notify;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.notice.NoticeQueue;
import dev.curfew.core.notice.Posting;
import dev.curfew.core.notice.Posting.Message;
import dev.curfew.core.notice.Posting.Outcome;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Tells people what the messages of a batch say. Each ends in one of the function's counts. What is
 * to be tried again stays in the queue until its time; what cannot be told rests in the dead-letter
 * queue, and counts as done only when it is there.
 */
public final class NotifyHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(NotifyHandler.class);

    private final @Nullable Posting posting;
    private final NoticeQueue queue;
    private final Clock clock;
    private final Metrics metrics;
    private final JsonFunction function;

    /** Types of events that have been logged by this container. */
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /** For Lambda. */
    public NotifyHandler() {
        this(new Wiring("notify"));
    }

    private NotifyHandler(Wiring wiring) {
        this(wiring.posting(), wiring.noticeQueue(), Clock.systemUTC(), wiring.metrics());
    }

    /**
     * @param posting null while nothing says how to reach Slack: then no notices are made
     */
    NotifyHandler(@Nullable Posting posting, NoticeQueue queue, Clock clock, Metrics metrics) {
        this.posting = posting;
        this.queue = queue;
        this.clock = clock;
        this.metrics = metrics;
        this.function = JsonFunction.hearing(metrics, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode event) {
        if (!event.path("Records").isArray()) {
            throw new IllegalArgumentException("the event is no batch of a queue");
        }
        Map<String, JsonNode> records = new HashMap<>();
        List<Message> messages = new ArrayList<>();
        for (JsonNode record : event.path("Records")) {
            Message message = message(record);
            records.put(message.id(), record);
            messages.add(message);
        }
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode failures = answer.putArray("batchItemFailures");
        if (posting == null) {
            count("NoticesNotMade", messages.size());
            return answer;
        }
        Map<String, Outcome> outcomes = posting.post(messages);
        for (Message message : messages) {
            Outcome outcome = outcomes.get(message.id());
            JsonNode record = records.get(message.id());
            if (outcome == null || record == null || !settle(message, outcome, record)) {
                failures.addObject().put("itemIdentifier", message.id());
            }
        }
        return answer;
    }

    private Message message(JsonNode record) {
        JsonNode attributes = record.path("attributes");
        long sentAt = attributes.path("SentTimestamp").asLong();
        return new Message(
                record.path("messageId").asText(),
                record.path("body").asText(),
                sentAt == 0 ? clock.instant() : Instant.ofEpochMilli(sentAt),
                attributes.path("ApproximateReceiveCount").asInt(1));
    }

    /** Whether the queue may forget the message. */
    private boolean settle(Message message, Outcome outcome, JsonNode record) {
        switch (outcome) {
            case Outcome.Told(String type) -> {
                count("NoticesSent", 1);
                LOG.info("told", entry("type", type), entry("message", message.id()));
            }
            case Outcome.Digested(String type, boolean first) -> {
                count("NoticesDigested", 1);
                if (first) {
                    count("DigestsSent", 1);
                }
                LOG.info("told in a digest", entry("type", type), entry("message", message.id()));
            }
            case Outcome.Doubled _ -> count("NoticesDoubled", 1);
            case Outcome.Ordinary _ -> count("EventsIgnored", 1);
            case Outcome.Unknown(String type) -> {
                count("EventsUnknown", 1);
                if (unknown.add(type)) {
                    LOG.warn("an event that nobody has thought of", entry("type", type));
                }
            }
            case Outcome.Later(Duration after, String why) -> {
                count("NoticesDeferred", 1);
                LOG.warn(
                        "not told yet",
                        entry("why", why),
                        entry("after", after.toString()),
                        entry("message", message.id()));
                return later(record, after);
            }
            case Outcome.Dead(String why) -> {
                count("NoticesFailed", 1);
                LOG.error(
                        "cannot be told, so it rests in the dead-letter queue",
                        entry("why", why),
                        entry("message", message.id()));
                return bury(message, why);
            }
        }
        return true;
    }

    /** It stays in the queue either way; without this only longer. */
    private boolean later(JsonNode record, Duration after) {
        try {
            queue.later(record.path("receiptHandle").asText(), after);
        } catch (RuntimeException failed) {
            LOG.warn("a message keeps the queue's own time", failed);
        }
        return false;
    }

    private boolean bury(Message message, String why) {
        try {
            queue.bury(message.event(), why);
            return true;
        } catch (RuntimeException failed) {
            LOG.error("the dead-letter queue did not take a message, so it comes again", failed);
            return false;
        }
    }

    private void count(String metric, int number) {
        metrics.addMetric(metric, number, MetricUnit.COUNT);
    }

    /** Types that have been logged as not known. */
    Set<String> unknown() {
        return Set.copyOf(unknown);
    }
}
