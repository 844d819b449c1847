package dev.curfew.functions.issue;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.IssueRequest;
import dev.curfew.core.lease.Issuing;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.SessionCredentials;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.functions.Answers;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Issues a lease. The answer is what {@code credential_process} expects, with the lease beside it:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 */
public final class IssueHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(IssueHandler.class);

    private final Issuing issuing;
    private final Clock clock;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public IssueHandler() {
        this(new Wiring("issue"));
    }

    private IssueHandler(Wiring wiring) {
        this(
                new Issuing(
                        wiring.tasks(),
                        wiring.forbidden(),
                        wiring.leases(),
                        wiring.sessions(),
                        wiring.events(),
                        new SecureRandom(),
                        Leases.Limits.DEFAULT),
                Clock.systemUTC(),
                wiring.metrics());
    }

    IssueHandler(Issuing issuing, Clock clock, Metrics metrics) {
        this.issuing = issuing;
        this.clock = clock;
        this.metrics = metrics;
        this.function = JsonFunction.answering(metrics, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(JsonNode request) {
        return switch (IssueRequest.read(request)) {
            case IssueRequest.Read.Valid(IssueRequest asked) ->
                    switch (issuing.issue(asked, clock.instant())) {
                        case Issued.Granted(Lease lease, SessionCredentials credentials) ->
                                granted(lease, credentials);
                        case Issued.Refused(Refusal refusal) -> refused(refusal);
                    };
            case IssueRequest.Read.Invalid(Refusal refusal) -> refused(refusal);
        };
    }

    private JsonNode granted(Lease lease, SessionCredentials credentials) {
        metrics.addMetric("LeasesIssued", 1, MetricUnit.COUNT);
        LOG.info("lease issued", entry("lease", lease.id().value()), entry("task", lease.task()));
        ObjectNode answer =
                Json.MAPPER
                        .createObjectNode()
                        .put("Version", 1)
                        .put("AccessKeyId", credentials.accessKeyId())
                        .put("SecretAccessKey", credentials.secretAccessKey())
                        .put("SessionToken", credentials.sessionToken())
                        // The lease's end, not the later one of the STS session.
                        .put("Expiration", lease.expiresAt().toString())
                        .put("lease", lease.id().value())
                        .put("task", lease.task())
                        .put("expiresAt", lease.expiresAt().toString());
        answer.set("sessionPolicy", Json.read(lease.sessionPolicy()));
        return answer;
    }

    private JsonNode refused(Refusal refusal) {
        metrics.addMetric("LeasesRefused", 1, MetricUnit.COUNT);
        LOG.info("lease refused", entry("code", refusal.code()));
        return Answers.refused(refusal);
    }
}
