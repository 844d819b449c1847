package dev.curfew.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Durations;
import dev.curfew.core.document.Json;
import dev.curfew.core.document.Schema;
import dev.curfew.core.refusal.Problem;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A task as people write it; its schema is {@code task.schema.json}. */
public final class TaskDocument {

    private static final Schema SCHEMA = Schema.named("task");

    private TaskDocument() {}

    /** What became of reading a document: the task, or everything that is wrong with it. */
    public sealed interface Read {
        record Valid(Task task) implements Read {}

        record Invalid(List<Problem> problems) implements Read {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    public static Read read(JsonNode document) {
        List<Problem> problems = new ArrayList<>(SCHEMA.check(document));
        Optional<Policy> ceiling = ceiling(document.path("ceiling"), problems);
        if (Task.CANARY.equals(document.path("name").asText())) {
            problems.add(
                    new Problem(
                            "/name",
                            "`" + Task.CANARY + "` is what Curfew calls sessions of its own",
                            "name the task otherwise"));
        }
        Duration longest = longest(document.path("longestDuration"), problems);
        List<String> networks = networks(document.path("networks"), problems);
        if (!problems.isEmpty() || ceiling.isEmpty()) {
            return new Read.Invalid(problems);
        }
        return new Read.Valid(
                new Task(
                        document.path("name").asText(),
                        document.has("description") ? document.path("description").asText() : null,
                        strings(document.path("roles")),
                        ceiling.get(),
                        longest,
                        strings(document.path("requesters")),
                        document.path("delegationDepth").asInt(Task.DEFAULT_DELEGATION_DEPTH),
                        networks));
    }

    /** The document of a task; reading it gives the same task again. */
    public static ObjectNode write(Task task) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("name", task.name());
        if (task.description() != null) {
            document.put("description", task.description());
        }
        task.roles().forEach(document.putArray("roles")::add);
        document.set("ceiling", Json.read(task.ceiling().print()));
        document.put("longestDuration", task.longestDuration().toString());
        task.requesters().forEach(document.putArray("requesters")::add);
        document.put("delegationDepth", task.delegationDepth());
        if (!task.networks().isEmpty()) {
            task.networks().forEach(document.putArray("networks")::add);
        }
        return document;
    }

    private static Optional<Policy> ceiling(JsonNode ceiling, List<Problem> problems) {
        if (!ceiling.isObject()) {
            return Optional.empty(); // the schema has said so
        }
        return switch (Policy.parse(ceiling.toString())) {
            case Parsed.Valid(Policy policy) -> Optional.of(policy);
            case Parsed.Invalid(var found) -> {
                found.forEach(problem ->
                        problems.add(
                                new Problem(
                                        "/ceiling" + problem.path(),
                                        problem.message(),
                                        problem.help())));
                yield Optional.empty();
            }
        };
    }

    private static Duration longest(JsonNode given, List<Problem> problems) {
        if (!given.isTextual()) {
            return Task.DEFAULT_LONGEST;
        }
        Optional<Duration> duration = Durations.parse(given.asText());
        if (duration.isEmpty()) {
            problems.add(
                    new Problem(
                            "/longestDuration",
                            "`" + given.asText() + "` is not a duration",
                            "write it as 15m or PT15M"));
        } else if (!Durations.isForLease(duration.get())
                || duration.get().compareTo(Task.LONGEST) > 0) {
            problems.add(
                    new Problem(
                            "/longestDuration",
                            "`"
                                    + given.asText()
                                    + "` is not between 10 seconds and 1 hour, in whole seconds",
                            "give 1 hour or less; STS ends a brokered session after an hour"));
        }
        return duration.orElse(Task.DEFAULT_LONGEST);
    }

    private static List<String> networks(JsonNode given, List<Problem> problems) {
        List<String> networks = strings(given);
        for (int i = 0; i < networks.size(); i++) {
            if (!Network.isValid(networks.get(i))) {
                problems.add(
                        new Problem(
                                "/networks/" + i,
                                "`" + networks.get(i) + "` is not a network",
                                "give an IPv4 or IPv6 range, such as 203.0.113.0/24, or a VPC id"));
            }
        }
        return networks;
    }

    private static List<String> strings(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
    }
}
