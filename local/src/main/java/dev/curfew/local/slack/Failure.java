package dev.curfew.local.slack;

import dev.curfew.local.web.Reply;
import java.time.Duration;

/** How a call of the Web API or of the webhook fails, for tests. */
public sealed interface Failure {
    /** HTTP status 429, with how long to wait. */
    record RateLimited(Duration retryAfter) implements Failure {}

    /** HTTP status 500 without anything that says why. */
    record ServerError() implements Failure {}

    /** The answer of the Web API to a call that it understood and will not do. */
    record Refused(String error) implements Failure {}

    /** The call is done, and its answer is lost on the way. */
    record AnswerLost() implements Failure {}

    /** What the caller sees. */
    default Reply reply() {
        return switch (this) {
            case RateLimited(Duration wait) ->
                    Reply.json(429, "{\"ok\":false,\"error\":\"ratelimited\"}")
                            .with("Retry-After", Long.toString(wait.toSeconds()));
            case ServerError() -> Reply.text(500, "");
            case Refused(String error) ->
                    Reply.json(200, "{\"ok\":false,\"error\":\"%s\"}".formatted(error));
            case AnswerLost() -> Reply.text(502, "");
        };
    }
}
