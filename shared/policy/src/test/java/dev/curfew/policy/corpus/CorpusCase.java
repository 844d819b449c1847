package dev.curfew.policy.corpus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.policy.Context;
import dev.curfew.policy.Parsed;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Problem;
import dev.curfew.policy.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One file of the corpus: a question, the answer reasoned from AWS's page, and the reason. */
record CorpusCase(String name, JsonNode document) {
    private static final Set<String> EVAL =
            Set.of("page", "why", "kind", "policies", "request", "expect");
    private static final Set<String> CONTAINS =
            Set.of(
                    "page",
                    "why",
                    "kind",
                    "parent",
                    "child",
                    "parentKeys",
                    "childKeys",
                    "expect",
                    "witness");
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    CorpusCase {
        Set<String> known = "eval".equals(document.path("kind").asText()) ? EVAL : CONTAINS;
        Set<String> names = new TreeSet<>();
        document.fieldNames().forEachRemaining(names::add);
        names.removeAll(known);
        if (!names.isEmpty()) {
            throw new IllegalArgumentException(name + " has unknown fields " + names);
        }
    }

    static CorpusCase read(Path file) throws IOException {
        String folder = String.valueOf(file.getName(file.getNameCount() - 2));
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        return new CorpusCase(folder + "/" + name, JSON.readTree(file.toFile()));
    }

    boolean asksForDecision() {
        return switch (text("kind")) {
            case "eval" -> true;
            case "contains" -> false;
            case String other -> throw new IllegalArgumentException(name + " is of kind " + other);
        };
    }

    /** The answers that are right, as the file spells them: mostly one. */
    List<String> expected() {
        JsonNode expect = field("expect");
        var answers = new ArrayList<String>();
        if (expect.isArray()) {
            expect.forEach(each -> answers.add(each.asText()));
        } else {
            answers.add(expect.asText());
        }
        return answers;
    }

    PolicySet policies() {
        JsonNode all = field("policies");
        return new PolicySet(list(all, "identity"), list(all, "session"), list(all, "boundary"));
    }

    Policy policy(String side) {
        return policy(field(side));
    }

    Context keys(String side) {
        return context(document.path(side));
    }

    boolean has(String field) {
        return document.has(field);
    }

    Request request(String field) {
        JsonNode request = field(field);
        return new Request(
                request.required("action").asText(),
                request.required("resource").asText(),
                context(request.path("context")));
    }

    String text(String field) {
        return field(field).asText();
    }

    @Override
    public String toString() {
        return name;
    }

    private JsonNode field(String field) {
        return document.required(field);
    }

    private List<Policy> list(JsonNode all, String field) {
        var policies = new ArrayList<Policy>();
        all.path(field).forEach(each -> policies.add(policy(each)));
        return policies;
    }

    private Policy policy(JsonNode json) {
        return switch (Policy.parse(json.toString())) {
            case Parsed.Valid(Policy policy) -> policy;
            case Parsed.Invalid(List<Problem> problems) ->
                    throw new AssertionError(name + ": " + json + " is refused: " + problems);
        };
    }

    private static Context context(JsonNode json) {
        Map<String, List<String>> values = new HashMap<>();
        json.properties()
                .forEach(entry -> {
                    var all = new ArrayList<String>();
                    if (entry.getValue().isArray()) {
                        entry.getValue().forEach(each -> all.add(each.asText()));
                    } else {
                        all.add(entry.getValue().asText());
                    }
                    values.put(entry.getKey(), all);
                });
        return new Context(values);
    }
}
