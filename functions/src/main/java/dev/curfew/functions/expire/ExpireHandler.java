package dev.curfew.functions.expire;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Expiring;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Closes what is due. Whatever the event says, the clock alone decides. */
public final class ExpireHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ExpireHandler.class);

    private final Expiring expiring;
    private final Clock clock;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public ExpireHandler() {
        this(new Wiring("expire"));
    }

    private ExpireHandler(Wiring wiring) {
        this(
                new Expiring(wiring.leases(), wiring.denyLists(), wiring.events()),
                Clock.systemUTC(),
                wiring.metrics());
    }

    ExpireHandler(Expiring expiring, Clock clock, Metrics metrics) {
        this.expiring = expiring;
        this.clock = clock;
        this.metrics = metrics;
        this.function = JsonFunction.hearing(metrics, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode event) {
        Expiring.Run run = expiring.run(clock.instant());
        metrics.addMetric("LeasesExpired", run.expired(), MetricUnit.COUNT);
        metrics.addMetric("LeasesAbandoned", run.abandoned(), MetricUnit.COUNT);
        metrics.addMetric("LeasesFailed", run.failed().size(), MetricUnit.COUNT);
        metrics.addMetric(
                "OldestDueSeconds", (double) run.longestWait().toSeconds(), MetricUnit.SECONDS);
        LOG.info("expired what was due", entry("run", run.toString()));
        run.failed()
                .forEach((lease, why) ->
                        LOG.error(
                                "a lease cannot be read or written",
                                entry("lease", lease),
                                entry("why", why)));
        if (!run.failed().isEmpty()) {
            // Last, for the alarm on errors: the others are closed.
            throw new IllegalStateException(
                    "leases that cannot be read or written: " + run.failed().keySet());
        }
        return Json.MAPPER
                .createObjectNode()
                .put("expired", run.expired())
                .put("abandoned", run.abandoned())
                .put("settled", run.settled())
                .put("skipped", run.skipped())
                .put("denyLists", run.denyLists());
    }
}
