package dev.curfew.functions.revoke;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.document.Json;
import dev.curfew.core.document.Schema;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Receipt;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.revocation.Enforcing;
import dev.curfew.core.revocation.Revoking;
import dev.curfew.core.revocation.Revoking.Revoked;
import dev.curfew.functions.Answers;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.LeaseAnswer;
import dev.curfew.functions.Speakers;
import dev.curfew.functions.Speakers.Speaker;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Revokes a lease, for a person who proves who it is ({@code {"lease", "reason"}} in a signed
 * request) or for a part of Curfew (event {@code RevocationRequested} on the bus), acts on an
 * identity that is past its limit (the same event, from a sweep), and brings a role's policy up to
 * its deny list ({@code DenyListDue}). An event is a hint to look at the tables; what is done
 * follows from what stands there.
 */
public final class RevokeHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RevokeHandler.class);
    private static final Schema SCHEMA = Schema.named("revoke-request");

    private final Revoking revoking;
    private final Enforcing enforcing;
    private final IdentityRequests identities;
    private final Speakers speakers;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public RevokeHandler() {
        this(new Wiring("revoke"));
    }

    private RevokeHandler(Wiring wiring) {
        this(wiring, wiring.enforcing(), wiring.catalogue());
    }

    private RevokeHandler(Wiring wiring, Enforcing enforcing, Catalogue catalogue) {
        this(
                new Revoking(
                        wiring.leases(),
                        wiring.denyLists(),
                        enforcing,
                        wiring.canaries(),
                        wiring.halts(),
                        wiring.events(),
                        Clock.systemUTC(),
                        new SecureRandom()),
                enforcing,
                new Acting(
                        wiring.inventory(),
                        wiring.account(),
                        wiring.credentials(),
                        wiring.quarantine(),
                        catalogue,
                        wiring.plans(),
                        wiring.lifecycleEvents(),
                        Clock.systemUTC()),
                wiring.callers(),
                wiring.speakers(catalogue),
                Clock.systemUTC(),
                wiring.metrics());
    }

    RevokeHandler(
            Revoking revoking,
            Enforcing enforcing,
            Acting acting,
            Callers callers,
            Speakers speakers,
            Clock clock,
            Metrics metrics) {
        this.speakers = speakers;
        this.revoking = revoking;
        this.enforcing = enforcing;
        this.identities = new IdentityRequests(acting, metrics);
        this.metrics = metrics;
        this.function =
                JsonFunction.hearingOrAnswering(
                        metrics,
                        event -> event.has("detail-type"),
                        this::hear,
                        callers,
                        clock,
                        this::answer);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode hear(JsonNode event) {
        JsonNode detail = event.path("detail");
        return switch (event.path("detail-type").asText()) {
            case "DenyListDue" -> {
                String role = detail.path("role").asText();
                if (role.isEmpty()) {
                    throw new IllegalArgumentException("the event names no role");
                }
                enforcing.apply(role, UUID.randomUUID().toString());
                yield Json.MAPPER.createObjectNode().put("applied", role);
            }
            case "RevocationRequested" -> {
                if (detail.has("session")) {
                    yield revokeSession(detail);
                }
                if (detail.has("holderId")) {
                    yield revokeAll(event);
                }
                if (detail.has("identity")) {
                    if (detail.has("lease")) {
                        throw new IllegalArgumentException(
                                "the event names both a lease and an identity");
                    }
                    yield identities.hear(event);
                }
                LeaseId id =
                        LeaseId.read(detail.path("lease").asText())
                                .orElseThrow(() ->
                                        new IllegalArgumentException("the event names no lease"));
                JsonNode answer =
                        revoke(id, event.path("source").asText(), detail.path("reason").asText());
                if (answer.has("refused")) {
                    // Nobody reads an event's answer; what fails is kept for a person.
                    throw new IllegalArgumentException(answer.at("/refused/message").asText());
                }
                yield answer;
            }
            default ->
                    throw new IllegalArgumentException(
                            "no such event is for revoke: " + event.path("detail-type"));
        };
    }

    /** A session that no lease stands for: its role, and its {@code aws:userid}. */
    private JsonNode revokeSession(JsonNode detail) {
        if (detail.has("lease") || detail.has("identity")) {
            throw new IllegalArgumentException("the event names a session and something else");
        }
        String role = detail.path("role").asText();
        String session = detail.path("session").asText();
        Optional<Refusal> refused = revoking.revokeSession(role, session);
        if (refused.isPresent()) {
            metrics.addMetric("RevocationsRefused", 1, MetricUnit.COUNT);
            throw new IllegalArgumentException(refused.get().message());
        }
        metrics.addMetric("SessionsRevoked", 1, MetricUnit.COUNT);
        LOG.info("session revoked", entry("role", role), entry("session", session));
        return Json.MAPPER.createObjectNode().put("denied", session);
    }

    /** All that a halted holder holds. */
    private JsonNode revokeAll(JsonNode event) {
        JsonNode detail = event.path("detail");
        if (detail.has("lease") || detail.has("identity")) {
            throw new IllegalArgumentException("the event names a holder and something else");
        }
        String holder = detail.path("holderId").asText();
        return switch (revoking.revokeAll(
                holder, event.path("source").asText(), detail.path("reason").asText())) {
            case Revoking.AllRevoked.Ended(List<LeaseId> leases) -> {
                metrics.addMetric("LeasesRevoked", leases.size(), MetricUnit.COUNT);
                LOG.warn("all leases revoked", entry("holder", holder), entry("leases", leases));
                ObjectNode answer = Json.MAPPER.createObjectNode().put("holderId", holder);
                leases.forEach(lease -> answer.withArray("/revoked").add(lease.value()));
                yield answer;
            }
            case Revoking.AllRevoked.Refused(Refusal refusal) -> {
                metrics.addMetric("RevocationsRefused", 1, MetricUnit.COUNT);
                throw new IllegalArgumentException(refusal.message());
            }
        };
    }

    private JsonNode answer(Caller caller, JsonNode request) {
        if (caller.isBrokered()) {
            return refused(
                    new Refusal(
                            "revoker-not-allowed",
                            "`"
                                    + caller.arn()
                                    + "` is the session of a lease, which revokes nothing",
                            "release the lease with `curfew release`, or let a person revoke it"));
        }
        List<Problem> problems = SCHEMA.check(request);
        if (!problems.isEmpty()) {
            return refused(Refusal.of("request-invalid", "the request", problems));
        }
        return switch (speakers.of(caller, request, true)) {
            case Speaker.Named(String by) ->
                    revoke(
                            new LeaseId(request.path("lease").asText()),
                            by,
                            request.path("reason").asText());
            case Speaker.Refused(Refusal refusal) -> refused(refusal);
        };
    }

    private JsonNode revoke(LeaseId id, String by, String reason) {
        return switch (revoking.revoke(id, by, reason)) {
            case Revoked.Ended(Lease lease) -> {
                metrics.addMetric("LeasesRevoked", 1, MetricUnit.COUNT);
                LOG.info(
                        "lease revoked",
                        entry("lease", id.value()),
                        entry("state", lease.state()),
                        entry("by", by));
                tellEffect(lease);
                yield LeaseAnswer.ended(lease);
            }
            case Revoked.Refused(Refusal refusal) -> refused(refusal);
        };
    }

    private void tellEffect(Lease lease) {
        Receipt receipt = lease.receipt();
        if (receipt != null && receipt.seenAt() != null) {
            metrics.addMetric(
                    "TimeToEffect",
                    (double) Duration.between(receipt.requestedAt(), receipt.seenAt()).toMillis(),
                    MetricUnit.MILLISECONDS);
        }
    }

    private JsonNode refused(Refusal refusal) {
        metrics.addMetric("RevocationsRefused", 1, MetricUnit.COUNT);
        return Answers.refused(refusal);
    }
}
