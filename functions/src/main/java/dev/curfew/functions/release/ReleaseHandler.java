package dev.curfew.functions.release;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.document.Schema;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Releasing;
import dev.curfew.core.lease.Releasing.Released;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.functions.Answers;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.LeaseAnswer;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Ends a lease: {@code {"lease": ID}} → what {@link LeaseAnswer} says. */
public final class ReleaseHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReleaseHandler.class);
    private static final Schema SCHEMA = Schema.named("release-request");

    private final Releasing releasing;
    private final Clock clock;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public ReleaseHandler() {
        this(new Wiring("release"));
    }

    private ReleaseHandler(Wiring wiring) {
        this(
                new Releasing(wiring.leases(), wiring.events()),
                wiring.callers(),
                Clock.systemUTC(),
                wiring.metrics());
    }

    ReleaseHandler(Releasing releasing, Callers callers, Clock clock, Metrics metrics) {
        this.releasing = releasing;
        this.clock = clock;
        this.metrics = metrics;
        this.function = JsonFunction.answeringCallers(metrics, callers, clock, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(Caller caller, JsonNode request) {
        List<Problem> problems = SCHEMA.check(request);
        if (!problems.isEmpty()) {
            return refused(Refusal.of("request-invalid", "the request", problems));
        }
        LeaseId id = new LeaseId(request.path("lease").asText());
        return switch (releasing.release(caller, id, clock.instant())) {
            case Released.Ended(Lease lease) -> ended(lease);
            case Released.Refused(Refusal refusal) -> refused(refusal);
        };
    }

    private JsonNode ended(Lease lease) {
        metrics.addMetric("LeasesReleased", 1, MetricUnit.COUNT);
        LOG.info("lease ended", entry("lease", lease.id().value()), entry("state", lease.state()));
        return LeaseAnswer.ended(lease);
    }

    private JsonNode refused(Refusal refusal) {
        metrics.addMetric("ReleasesRefused", 1, MetricUnit.COUNT);
        return Answers.refused(refusal);
    }
}
