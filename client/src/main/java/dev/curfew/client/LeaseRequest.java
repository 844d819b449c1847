package dev.curfew.client;

import java.time.Duration;
import java.util.Objects;

/**
 * What is asked for.
 *
 * @param task of the catalogue
 * @param agent whom it is for, as people will read it
 * @param scope an IAM policy document: what the task needs now
 * @param duration whole seconds, ten at least
 * @param reason what it is for
 */
public record LeaseRequest(
        String task, String agent, String scope, Duration duration, String reason) {

    public LeaseRequest {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(reason, "reason");
    }

    /** As {@code issue} takes it. */
    String json() {
        String rest =
                JsonText.object(json ->
                        json.writeFieldName("task")
                                .writeValue(task)
                                .writeFieldName("agent")
                                .writeValue(agent)
                                .writeFieldName("duration")
                                .writeValue(duration.toString())
                                .writeFieldName("reason")
                                .writeValue(reason));
        // The policy goes in as it is written: its reader is strict, and a second writing of it
        // here could hide what it would refuse.
        return rest.substring(0, rest.length() - 1) + ",\"scope\":" + scope.strip() + "}";
    }
}
