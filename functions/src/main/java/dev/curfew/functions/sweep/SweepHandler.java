package dev.curfew.functions.sweep;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.sweep.Count;
import dev.curfew.core.sweep.Step;
import dev.curfew.core.sweep.StepQueue;
import dev.curfew.core.sweep.Sweeping;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Does the step of each message, or the one that the schedule brings. A step that fails, fails the
 * invocation: its message comes again, and rests in the dead-letter queue in the end.
 */
public final class SweepHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SweepHandler.class);

    private final Sweeping sweeping;
    private final StepQueue queue;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public SweepHandler() {
        this(new Wiring("sweep"));
    }

    private SweepHandler(Wiring wiring) {
        this(wiring.sweeping(), wiring.stepQueue(), wiring.metrics());
    }

    SweepHandler(Sweeping sweeping, StepQueue queue, Metrics metrics) {
        this.sweeping = sweeping;
        this.queue = queue;
        this.metrics = metrics;
        this.function = JsonFunction.hearing(metrics, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode event) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        if (event.has("Records")) {
            for (JsonNode record : event.path("Records")) {
                take(Step.read(record.path("body").asText()), answer);
            }
        } else {
            take(Step.read(event.toString()), answer);
        }
        return answer;
    }

    private void take(Step step, ObjectNode answer) {
        Sweeping.Taken taken = sweeping.take(step);
        taken.counts().forEach((count, number) -> {
            metrics.addMetric(name(count), number, MetricUnit.COUNT);
            answer.put(name(count), number);
        });
        LOG.info(
                "step of the sweep done",
                entry("step", step.message()),
                entry("counts", taken.counts().toString()));
        // Last: what was done is done again if this fails, and changes nothing then.
        taken.next().forEach(queue::send);
    }

    /** The name of a count's metric, such as {@code IdentitiesSeen}. */
    static String name(Count count) {
        StringBuilder name = new StringBuilder();
        for (String word : count.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
