package dev.curfew.functions.revoke;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Action;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Acts on an identity as the plan of a sweep says: {@code {"identity": ID, "run": TIME}}. The event
 * says no more than where to look.
 */
final class IdentityRequests {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityRequests.class);

    /** The only function that plans. */
    private static final String SOURCE = "curfew.sweep";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{16,128}");

    private final Acting acting;
    private final Metrics metrics;

    IdentityRequests(Acting acting, Metrics metrics) {
        this.acting = acting;
        this.metrics = metrics;
    }

    /**
     * Answers {@code {"identity", "action", "status"}} or {@code {"identity", "left"}}.
     *
     * @throws IllegalArgumentException when the event is not of the form that a sweep sends
     */
    JsonNode hear(JsonNode event) {
        JsonNode detail = event.path("detail");
        String id = detail.path("identity").asText();
        if (!SOURCE.equals(event.path("source").asText())) {
            throw new IllegalArgumentException("only a sweep asks for what is done to identities");
        }
        if (!detail.path("identity").isTextual() || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the event names no identity");
        }
        String run = run(detail.path("run"));
        return switch (acting.act(id, run)) {
            case Acting.Outcome.Acted(Identity identity, Action action) ->
                    acted(identity, action, run);
            case Acting.Outcome.Left(String why) -> left(id, run, why);
        };
    }

    /** A run's id is a time in one spelling; as it is part of a key, nothing else passes. */
    private static String run(JsonNode given) {
        String text = given.asText();
        try {
            if (given.isTextual() && Instant.parse(text).toString().equals(text)) {
                return text;
            }
        } catch (DateTimeException noTime) {
            // as with any other text
        }
        throw new IllegalArgumentException("the event names no run");
    }

    private JsonNode acted(Identity identity, Action action, String run) {
        metrics.addMetric(
                switch (action) {
                    case DISABLE -> "IdentitiesDisabled";
                    case QUARANTINE -> "IdentitiesQuarantined";
                    case DELETE -> "IdentitiesDeleted";
                    case LEAVE, REPORT, WARN ->
                            throw new IllegalStateException(action + " takes nothing");
                },
                1,
                MetricUnit.COUNT);
        LOG.info(
                "acted on an identity",
                entry("identity", identity.id()),
                entry("action", action),
                entry("status", identity.status()),
                entry("run", run));
        return Json.MAPPER
                .createObjectNode()
                .put("identity", identity.id())
                .put("action", action.name())
                .put("status", identity.status().name());
    }

    private JsonNode left(String id, String run, String why) {
        metrics.addMetric("ActionsLeft", 1, MetricUnit.COUNT);
        LOG.info(
                "left an identity alone",
                entry("identity", id),
                entry("run", run),
                entry("why", why));
        return Json.MAPPER.createObjectNode().put("identity", id).put("left", why);
    }
}
