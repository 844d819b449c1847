package dev.curfew.functions.slack;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.UsedProofs;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.core.slack.Answering;
import dev.curfew.core.slack.Envelope;
import dev.curfew.core.slack.Errand;
import dev.curfew.core.slack.Press;
import dev.curfew.core.slack.Replies;
import dev.curfew.core.slack.Reply;
import dev.curfew.core.slack.ReplyAddress;
import dev.curfew.core.slack.SigningSecret;
import dev.curfew.functions.Answers;
import dev.curfew.functions.JsonFunction;
import dev.curfew.functions.Wiring;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Takes a callback of Slack at the function's URL, gives the receipt that Slack waits for three
 * seconds for, and has itself do the rest: {@code {"sealed": TEXT}}, which only this function can
 * have written. The answer goes where Slack asked for it.
 */
public final class SlackHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SlackHandler.class);
    private static final String SEALED = "sealed";

    /** Longer than Lambda keeps an event for this function. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Door door;
    private final SigningSecret secret;
    private final UsedProofs used;
    private final ReplyAddress.Rule addresses;
    private final Errand errand;
    private final Answering answering;
    private final Replies replies;
    private final Clock clock;
    private final RandomGenerator random;
    private final Metrics metrics;
    private final JsonFunction function;

    /** For Lambda. */
    public SlackHandler() {
        this(new Wiring("slack"));
    }

    private SlackHandler(Wiring wiring) {
        this(
                wiring.signingSecret(),
                wiring.usedCallbacks(),
                wiring.replyAddresses(),
                wiring.errand(),
                new Answering(
                        wiring.desk(),
                        wiring.catalogue(),
                        wiring.inventory(),
                        wiring.glances(),
                        wiring.journal(),
                        Clock.systemUTC(),
                        (what, cause) -> LOG.warn(what, cause)),
                wiring.replies(),
                Clock.systemUTC(),
                new SecureRandom(),
                wiring.metrics());
    }

    SlackHandler(
            SigningSecret secret,
            UsedProofs used,
            ReplyAddress.Rule addresses,
            Errand errand,
            Answering answering,
            Replies replies,
            Clock clock,
            RandomGenerator random,
            Metrics metrics) {
        this.door = new Door(secret, used, addresses);
        this.secret = secret;
        this.used = used;
        this.addresses = addresses;
        this.errand = errand;
        this.answering = answering;
        this.replies = replies;
        this.clock = clock;
        this.random = random;
        this.metrics = metrics;
        this.function = JsonFunction.answering(metrics, this::handle);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
        function.handle(in, out, context);
    }

    private JsonNode handle(JsonNode event) {
        return event.has(SEALED) ? carryOut(event.path(SEALED).asText()) : receive(event);
    }

    // ---- While Slack waits ----

    private JsonNode receive(JsonNode event) {
        try {
            return switch (door.pass(event, clock.instant())) {
                case Door.Passage.Open(Press press) -> {
                    String sealed = Envelope.seal(press.write(), secret.value(), random);
                    errand.send(JsonNodeFactory.instance.objectNode().put(SEALED, sealed));
                    metrics.addMetric("CallbacksTaken", 1, MetricUnit.COUNT);
                    yield response(200, "");
                }
                case Door.Passage.Shut(int status, String code, String message, String help) -> {
                    metrics.addMetric("CallbacksRefused", 1, MetricUnit.COUNT);
                    LOG.info("callback refused", entry("code", code));
                    yield response(
                            status, Answers.refused(new Refusal(code, message, help)).toString());
                }
            };
        } catch (RuntimeException unavailable) {
            metrics.addMetric("CallbacksFailed", 1, MetricUnit.COUNT);
            LOG.error("a callback could not be taken", unavailable);
            return response(
                    503,
                    Answers.refused(
                                    new Refusal(
                                            "not-available",
                                            "the callback could not be looked at; nothing was done",
                                            "press again in a moment"))
                            .toString());
        }
    }

    private static JsonNode response(int status, String body) {
        ObjectNode response = Json.MAPPER.createObjectNode().put("statusCode", status);
        response.putObject("headers")
                .put("content-type", body.isEmpty() ? "text/plain" : "application/json");
        return response.put("body", body);
    }

    // ---- Afterwards ----

    /** Fails when it was not sealed here, and does nothing a second time. */
    private JsonNode carryOut(String sealed) {
        Press press = Press.of(Envelope.open(sealed, secret.value()), addresses);
        if (!used.firstUse("done-" + press.id(), clock.instant().plus(REMEMBERED))) {
            return Json.MAPPER.createObjectNode().put("left", "it was carried out before");
        }
        Reply reply = answering.answer(press);
        LOG.info(
                "press answered",
                entry("action", press.action()),
                entry("value", press.value()),
                entry("user", press.user()),
                entry("changed", reply.isForAll()));
        boolean sent = replies.send(press.replyTo(), reply.message(press.thread()));
        if (!sent) {
            metrics.addMetric("RepliesLost", 1, MetricUnit.COUNT);
        }
        return Json.MAPPER.createObjectNode().put("answered", sent);
    }
}
