package dev.curfew.functions.seal;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.journal.Sealing;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Seals the journals as they stand. Whatever the event says, the clock alone dates the seal. */
public final class SealHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SealHandler.class);

    private final Sealing sealing;
    private final Clock clock;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public SealHandler() {
        this(new Wiring("seal"));
    }

    private SealHandler(Wiring wiring) {
        this(
                new Sealing(wiring.heads(), wiring.notary(), wiring.seals()),
                Clock.systemUTC(),
                wiring.metrics());
    }

    SealHandler(Sealing sealing, Clock clock, Metrics metrics) {
        this.sealing = sealing;
        this.clock = clock;
        this.metrics = metrics;
        this.function = JsonFunction.hearing(metrics, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode event) {
        Sealing.Sealed sealed = sealing.seal(clock.instant());
        metrics.addMetric("JournalsSealed", sealed.subjects(), MetricUnit.COUNT);
        LOG.info("sealed", entry("seal", sealed.name()), entry("subjects", sealed.subjects()));
        return Json.MAPPER
                .createObjectNode()
                .put("sealed", sealed.name())
                .put("subjects", sealed.subjects());
    }
}
