package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The EventBridge rules that the template's functions listen to. */
final class Rules {

    /**
     * One rule.
     *
     * @param function the function that listens; its name in the template
     * @param transformer what the function is sent instead of the event
     */
    record Rule(String name, String function, String bus, JsonNode pattern, JsonNode transformer) {

        /**
         * What EventBridge sends for an event: the template with each variable's JSON in its place,
         * and within quotes its text, or nothing for what the event lacks.
         */
        JsonNode transform(JsonNode event) {
            String input = transformer.path("InputTemplate").asText();
            for (Map.Entry<String, JsonNode> path :
                    transformer.path("InputPathsMap").properties()) {
                JsonNode value = event.at(path.getValue().asText().substring(1).replace('.', '/'));
                String quoted = "\"<" + path.getKey() + ">\"";
                if (input.contains(quoted)) {
                    input = input.replace(quoted, "\"" + value.asText("") + "\"");
                    continue;
                }
                if (value.isMissingNode() || value.isNull()) {
                    throw new AssertionError(
                            name + " takes " + path.getValue() + ", which the event lacks");
                }
                input = input.replace("<" + path.getKey() + ">", value.toString());
            }
            return Json.read(input);
        }
    }

    private Rules() {}

    static List<Rule> of(ResolvedTemplate template) {
        List<Rule> rules = new ArrayList<>();
        for (String function : template.ofType("AWS::Serverless::Function")) {
            template.properties(function)
                    .path("Events")
                    .properties()
                    .forEach(event -> {
                        JsonNode rule = event.getValue().path("Properties");
                        if (event.getValue().path("Type").asText().equals("EventBridgeRule")) {
                            rules.add(
                                    new Rule(
                                            event.getKey(),
                                            function,
                                            rule.path("EventBusName").asText("default"),
                                            rule.path("Pattern"),
                                            rule.path("InputTransformer")));
                        }
                    });
        }
        for (String name : template.ofType("AWS::Events::Rule")) {
            JsonNode rule = template.properties(name);
            for (JsonNode target : rule.path("Targets")) {
                String function = target.path("Arn").asText();
                rules.add(
                        new Rule(
                                name,
                                function.substring(function.lastIndexOf(':') + 1)
                                        .replace(".Alias", ""),
                                rule.path("EventBusName").asText("default"),
                                rule.path("EventPattern"),
                                target.path("InputTransformer")));
            }
        }
        return rules;
    }

    /** Those that one function listens to. */
    static List<Rule> of(ResolvedTemplate template, String function) {
        return of(template).stream().filter(rule -> rule.function().equals(function)).toList();
    }
}
