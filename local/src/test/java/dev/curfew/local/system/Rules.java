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
     * @param transformer what the function is sent instead of the event
     */
    record Rule(String name, String bus, JsonNode pattern, JsonNode transformer) {

        /**
         * What EventBridge sends for an event: the template with each variable's JSON in its place.
         */
        JsonNode transform(JsonNode event) {
            String input = transformer.path("InputTemplate").asText();
            for (Map.Entry<String, JsonNode> path :
                    transformer.path("InputPathsMap").properties()) {
                JsonNode value = event.at(path.getValue().asText().substring(1).replace('.', '/'));
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
                                            rule.path("EventBusName").asText("default"),
                                            rule.path("Pattern"),
                                            rule.path("InputTransformer")));
                        }
                    });
        }
        return rules;
    }
}
