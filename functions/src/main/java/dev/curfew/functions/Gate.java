package dev.curfew.functions;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.aws.AwaitedAnswer;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.caller.Callers.Identification;
import dev.curfew.core.refusal.Refusal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Lets through to a function whoever has proved who it is and waits for the answer.
 *
 * <p>An asynchronous invocation is one whose answer goes to a queue or nowhere. An event cannot say
 * how it came; the client context can, since Lambda passes it on for synchronous invocations alone:
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Metrics metrics;
    private final Callers callers;
    private final Clock clock;
    private final JsonFunction.CallerBody body;

    Gate(Metrics metrics, Callers callers, Clock clock, JsonFunction.CallerBody body) {
        this.metrics = metrics;
        this.callers = callers;
        this.clock = clock;
        this.body = body;
    }

    JsonNode answer(JsonNode event, Context context) {
        if (!isAwaited(context.getClientContext())) {
            return refused(
                    new Refusal(
                            "answer-not-awaited",
                            "the invocation does not say that somebody waits for its answer",
                            "invoke synchronously with the client context {\"custom\": {\"curfew\": \"answer-awaited\"}};"
                                    + " the `curfew` command does so"));
        }
        return switch (callers.identify(event, clock.instant())) {
            case Identification.Identified(Caller caller, JsonNode request) ->
                    body.answer(caller, request);
            case Identification.Refused(Refusal refusal) -> refused(refusal);
        };
    }

    private static boolean isAwaited(@Nullable ClientContext given) {
        return given != null
                && given.getCustom() != null
                && AwaitedAnswer.VALUE.equals(given.getCustom().get(AwaitedAnswer.KEY));
    }

    private JsonNode refused(Refusal refusal) {
        metrics.addMetric("CallersRefused", 1, MetricUnit.COUNT);
        LOG.info("caller refused", entry("code", refusal.code()));
        return Answers.refused(refusal);
    }
}
