package dev.curfew.functions.issue;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.document.Json;
import dev.curfew.core.document.Schema;
import dev.curfew.core.lease.Canary;
import dev.curfew.core.lease.IssueRequest;
import dev.curfew.core.lease.Issuing;
import dev.curfew.core.lease.Issuing.Issued;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.SessionCredentials;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.functions.Answers;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    /** A denial that takes longer than this to be seen is not seen. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Schema CANARY_SCHEMA = Schema.named("canary-request");

    private final Issuing issuing;
    private final Canary canary;
    private final String revokeRole;
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
                        wiring.standings(),
                        wiring.leases(),
                        wiring.sessions(),
                        wiring.events(),
                        new SecureRandom(),
                        wiring.limits(),
                        wiring.doors()),
                new Canary(
                        wiring.leases(),
                        wiring.sessions(),
                        wiring.events(),
                        wiring.probe(),
                        wiring.limits(),
                        wiring.doors()),
                wiring.revokeRole(),
                wiring.callers(),
                Clock.systemUTC(),
                wiring.metrics());
    }

    /**
     * @param revokeRole ARN of the one role that may have a canary watched
     */
    IssueHandler(
            Issuing issuing,
            Canary canary,
            String revokeRole,
            Callers callers,
            Clock clock,
            Metrics metrics) {
        this.issuing = issuing;
        this.canary = canary;
        this.revokeRole = revokeRole;
        this.clock = clock;
        this.metrics = metrics;
        this.function = JsonFunction.answeringCallers(metrics, callers, clock, this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode answer(Caller caller, JsonNode request) {
        if (caller.principal().equals(revokeRole)) {
            return watch(caller, request);
        }
        return switch (IssueRequest.read(request)) {
            case IssueRequest.Read.Valid(IssueRequest asked) ->
                    switch (issuing.issue(caller, asked, clock.instant())) {
                        case Issued.Granted(Lease lease, SessionCredentials credentials) ->
                                granted(lease, credentials);
                        case Issued.Refused(Refusal refusal) -> refused(refusal);
                    };
            case IssueRequest.Read.Invalid(Refusal refusal) -> refused(refusal);
        };
    }

    /** {@code {"canary": {"lease", "role"}}} → {@code {"seenAt"}}, null where nothing was seen. */
    private JsonNode watch(Caller caller, JsonNode request) {
        List<Problem> problems = CANARY_SCHEMA.check(request);
        if (!problems.isEmpty()) {
            return refused(Refusal.of("request-invalid", "the request", problems));
        }
        LeaseId id = new LeaseId(request.at("/canary/lease").asText());
        String role = request.at("/canary/role").asText();
        return switch (canary.watch(id, role, caller.arn(), clock.instant(), PATIENCE)) {
            case Canary.Seen.Denied(Instant at) ->
                    Json.MAPPER.createObjectNode().put("seenAt", at.toString());
            case Canary.Seen.NotYet notYet -> Json.MAPPER.createObjectNode().putNull("seenAt");
            case Canary.Seen.NoSession(Refusal refusal) -> refused(refusal);
        };
    }

    private JsonNode granted(Lease lease, SessionCredentials credentials) {
        metrics.addMetric("LeasesIssued", 1, MetricUnit.COUNT);
        LOG.info(
                "lease issued",
                entry("lease", lease.id().value()),
                entry("task", lease.task()),
                entry("holder", lease.holder().principal()));
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
                        .put("lineage", lease.lineage().toString())
                        .put("expiresAt", lease.expiresAt().toString());
        answer.set("sessionPolicy", Json.read(lease.grant().sessionPolicy()));
        return answer;
    }

    private JsonNode refused(Refusal refusal) {
        metrics.addMetric("LeasesRefused", 1, MetricUnit.COUNT);
        LOG.info("lease refused", entry("code", refusal.code()));
        return Answers.refused(refusal);
    }
}
