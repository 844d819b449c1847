package dev.curfew.functions.watch;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.watch.Call;
import dev.curfew.core.watch.CallReader;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Watching;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Looks at one call that CloudTrail recorded. Each event that is heard counts as one of {@code
 * EventsWithFindings}, {@code EventsIgnored} and {@code EventsMalformed}. One without the form that
 * CloudTrail documents would be no better the second time, so it is counted, which rings, and not
 * failed.
 */
public final class WatchHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WatchHandler.class);

    private final Watching watching;
    private final Clock clock;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public WatchHandler() {
        this(new Wiring("watch"));
    }

    private WatchHandler(Wiring wiring) {
        this(wiring.watching(), Clock.systemUTC(), wiring.metrics());
    }

    WatchHandler(Watching watching, Clock clock, Metrics metrics) {
        this.watching = watching;
        this.clock = clock;
        this.metrics = metrics;
        this.function =
                JsonFunction.hearing(
                        metrics, this::answer, invalid -> malformed("the event is not JSON"));
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode event) {
        return switch (CallReader.read(event)) {
            case CallReader.Read.Heard(Call call) -> watch(call);
            case CallReader.Read.Malformed(String why) -> malformed(why);
        };
    }

    private JsonNode malformed(String why) {
        count("EventsMalformed");
        LOG.error("an event could not be read: {}", why);
        return Json.MAPPER.createObjectNode().put("malformed", why);
    }

    private JsonNode watch(Call call) {
        List<Finding> findings = watching.watch(call, clock.instant()).findings();
        count(findings.isEmpty() ? "EventsIgnored" : "EventsWithFindings");
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode found = answer.putArray("findings");
        for (Finding finding : findings) {
            LOG.warn(
                    finding.isOpen() ? "finding" : "note",
                    entry("finding", finding.id()),
                    entry("kind", finding.kind()),
                    entry("event", call.event()));
            found.addObject()
                    .put("id", finding.id())
                    .put("kind", finding.kind().name())
                    .put("severity", finding.severity().name())
                    .put("open", finding.isOpen())
                    .put("what", finding.what())
                    .put("calls", finding.calls());
        }
        return answer;
    }

    private void count(String metric) {
        metrics.addMetric(metric, 1, MetricUnit.COUNT);
    }
}
