package dev.curfew.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.Metrics;

/**
 * The frame around a function: reads the event, logs and counts in the background, writes the
 * answer.
 */
public final class JsonFunction {

    /** What the function itself does. */
    public interface Body {
        JsonNode answer(JsonNode event);
    }

    /** What a function does that must know who asks. */
    public interface CallerBody {
        JsonNode answer(Caller caller, JsonNode request);
    }

    /** Tells a function's events from requests. */
    public interface IsEvent {
        boolean test(JsonNode event);
    }

    private interface Inside {
        JsonNode answer(JsonNode event, Context context);
    }

    /** What becomes of what is not JSON. */
    public interface Garbage {
        JsonNode answer(JsonProcessingException invalid);
    }

    private final Metrics metrics;
    private final Inside body;
    private final Garbage garbage;

    private JsonFunction(Metrics metrics, Inside body, Garbage garbage) {
        this.metrics = metrics;
        this.body = body;
        this.garbage = garbage;
    }

    /** A function that somebody waits for: what is not JSON is refused. */
    public static JsonFunction answering(Metrics metrics, Body body) {
        return new JsonFunction(
                metrics, (event, context) -> body.answer(event), JsonFunction::refused);
    }

    /** A function that somebody waits for who has proved who it is; anything else is refused. */
    public static JsonFunction answeringCallers(
            Metrics metrics, Callers callers, Clock clock, CallerBody body) {
        return new JsonFunction(
                metrics, new Gate(metrics, callers, clock, body)::answer, JsonFunction::refused);
    }

    /** A function that events come to: what is not JSON fails, so that it is kept for a person. */
    public static JsonFunction hearing(Metrics metrics, Body body) {
        return hearing(metrics, body, JsonFunction::failed);
    }

    /** A function that events come to, which itself says what becomes of what is not JSON. */
    public static JsonFunction hearing(Metrics metrics, Body body, Garbage garbage) {
        return new JsonFunction(metrics, (event, context) -> body.answer(event), garbage);
    }

    /**
     * A function that events come to and callers too. What looks like an event is taken for one, so
     * an event may only ask for what whoever may invoke the function may have.
     */
    public static JsonFunction hearingOrAnswering(
            Metrics metrics,
            IsEvent isEvent,
            Body hears,
            Callers callers,
            Clock clock,
            CallerBody answers) {
        Gate gate = new Gate(metrics, callers, clock, answers);
        return new JsonFunction(
                metrics,
                (event, context) ->
                        isEvent.test(event) ? hears.answer(event) : gate.answer(event, context),
                JsonFunction::failed);
    }

    /**
     * Handles one invocation. Neither the event nor the answer is logged: either may carry what
     * nobody else may read.
     */
    public void handle(InputStream in, OutputStream out, Context context) {
        PowertoolsLogging.withLogging(
                context,
                () -> {
                    try {
                        metrics.captureColdStartMetric(context);
                        out.write(Json.MAPPER.writeValueAsBytes(answer(in, context)));
                        return null;
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    } finally {
                        metrics.flush();
                    }
                });
    }

    private JsonNode answer(InputStream in, Context context) throws IOException {
        JsonNode event;
        try {
            event = Json.MAPPER.readTree(in);
        } catch (JsonProcessingException invalid) {
            return garbage.answer(invalid);
        }
        return body.answer(event, context);
    }

    private static JsonNode failed(JsonProcessingException invalid) {
        throw new IllegalArgumentException("the event is not JSON", invalid);
    }

    private static JsonNode refused(JsonProcessingException invalid) {
        return Answers.refused(
                new Refusal(
                        "request-invalid",
                        "the request is not JSON: " + invalid.getOriginalMessage(),
                        "send one JSON object, each key once"));
    }
}
