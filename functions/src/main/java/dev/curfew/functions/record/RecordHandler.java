package dev.curfew.functions.record;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.CloudTrailReader;
import dev.curfew.core.identity.IamEvent;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.Recording;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Records one of IAM's events. An event that does not have its documented form fails the
 * invocation, so that it rests in the dead-letter queue for a person instead of being lost.
 */
public final class RecordHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RecordHandler.class);

    private final Recording recording;
    private final Clock clock;
    private final Metrics metrics;
    private final JsonFunction function;

    /** Names of calls that have been logged by this container. */
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /** For Lambda. */
    public RecordHandler() {
        this(new Wiring("record"));
    }

    private RecordHandler(Wiring wiring) {
        this(
                new Recording(wiring.inventory(), wiring.account(), wiring.events()),
                Clock.systemUTC(),
                wiring.metrics());
    }

    RecordHandler(Recording recording, Clock clock, Metrics metrics) {
        this.recording = recording;
        this.clock = clock;
        this.metrics = metrics;
        this.function = JsonFunction.hearing(metrics, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode event) {
        return switch (CloudTrailReader.read(event)) {
            case CloudTrailReader.Read.Event(IamEvent told) -> record(told);
            case CloudTrailReader.Read.Ignored(String why) -> ignored("EventsIgnored", why);
            case CloudTrailReader.Read.LeftToSweep(String name) ->
                    ignored("EventsLeftToSweep", "`" + name + "` is left to the sweep");
            case CloudTrailReader.Read.Unknown(String name) -> {
                if (unknown.add(name)) {
                    LOG.warn("an IAM call that Curfew does not know", entry("eventName", name));
                }
                yield ignored("EventsUnknown", "`" + name + "` is not known");
            }
            case CloudTrailReader.Read.Malformed(String why) ->
                    throw new MalformedEventException(why);
        };
    }

    /** Names of calls that have been logged as not known. */
    Set<String> unknown() {
        return Set.copyOf(unknown);
    }

    private JsonNode ignored(String metric, String why) {
        metrics.addMetric(metric, 1, MetricUnit.COUNT);
        return Json.MAPPER.createObjectNode().put("ignored", why);
    }

    private JsonNode record(IamEvent event) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode recorded = answer.putArray("recorded");
        List<Identity> changed = recording.record(event, clock.instant());
        metrics.addMetric("IdentitiesRecorded", changed.size(), MetricUnit.COUNT);
        for (Identity identity : changed) {
            LOG.info(
                    "identity recorded",
                    entry("identity", identity.id()),
                    entry("status", identity.status()),
                    entry("event", event.eventId()));
            recorded.addObject()
                    .put("id", identity.id())
                    .put("kind", identity.kind().name())
                    .put("status", identity.status().name());
        }
        return answer;
    }

    /** The event is not what CloudTrail documents. */
    static final class MalformedEventException extends RuntimeException {
        MalformedEventException(String why) {
            super(why);
        }
    }
}
