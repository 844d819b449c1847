package dev.curfew.core.lease;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Durations;
import dev.curfew.core.document.Schema;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a team or an agent asks for; its schema is {@code issue-request.schema.json}.
 *
 * @param agent a label that says which agent or job it is for
 * @param scope what the job needs now
 */
public record IssueRequest(
        String task, String agent, Policy scope, Duration duration, String reason) {

    private static final Schema SCHEMA = Schema.named("issue-request");

    /** What became of reading a request. */
    public sealed interface Read {
        record Valid(IssueRequest request) implements Read {}

        record Invalid(Refusal refusal) implements Read {}
    }

    /** Reads a request, or refuses it with everything that is wrong with it. */
    public static Read read(JsonNode document) {
        List<Problem> problems = new ArrayList<>(SCHEMA.check(document));
        Optional<Duration> duration = duration(document.path("duration"), problems);
        Optional<Policy> scope = scope(document.path("scope"), problems);
        if (!problems.isEmpty() || duration.isEmpty() || scope.isEmpty()) {
            return new Read.Invalid(Refusal.of(code(problems), "the request", problems));
        }
        return new Read.Valid(
                new IssueRequest(
                        document.path("task").asText(),
                        document.path("agent").asText(),
                        scope.get(),
                        duration.get(),
                        document.path("reason").asText()));
    }

    /**
     * The one place that is wrong gives the refusal its name, several places the request as a
     * whole.
     */
    private static String code(List<Problem> problems) {
        List<String> fields =
                problems.stream()
                        .map(problem -> problem.path().split("/", 3))
                        .map(parts -> parts.length < 2 ? "" : parts[1])
                        .distinct()
                        .toList();
        return switch (fields) {
            case List<String> one when one.equals(List.of("scope")) -> "scope-invalid";
            case List<String> one when one.equals(List.of("duration")) -> "duration-invalid";
            default -> "request-invalid";
        };
    }

    private static Optional<Duration> duration(JsonNode given, List<Problem> problems) {
        if (!given.isTextual()) {
            return Optional.empty(); // the schema has said so
        }
        Optional<Duration> duration =
                Durations.parseIso(given.asText()).filter(Durations::isForLease);
        if (duration.isEmpty()) {
            problems.add(
                    new Problem(
                            "/duration",
                            "`"
                                    + given.asText()
                                    + "` is not an ISO-8601 duration of whole seconds, ten at least",
                            "write it as PT10S or PT5M"));
        }
        return duration;
    }

    private static Optional<Policy> scope(JsonNode given, List<Problem> problems) {
        if (!given.isObject()) {
            return Optional.empty(); // the schema has said so
        }
        return switch (Policy.parse(given.toString())) {
            case Parsed.Valid(Policy policy) -> Optional.of(policy);
            case Parsed.Invalid(var found) -> {
                found.forEach(problem ->
                        problems.add(
                                new Problem(
                                        "/scope" + problem.path(),
                                        problem.message(),
                                        problem.help())));
                yield Optional.empty();
            }
        };
    }
}
