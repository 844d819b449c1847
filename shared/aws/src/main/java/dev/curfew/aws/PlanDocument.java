package dev.curfew.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Plan.Planned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The form in which a plan is kept. */
final class PlanDocument {

    private PlanDocument() {}

    static String write(Plan plan) {
        ObjectNode node =
                Json.MAPPER
                        .createObjectNode()
                        .put("run", plan.run())
                        .put("at", plan.at().toString())
                        .put("limits", plan.limits())
                        .put("executed", plan.executed())
                        .put("stopped", plan.stopped());
        ObjectNode known = node.putObject("known");
        plan.known().forEach((kind, count) -> known.put(kind.name(), count));
        write(node.putArray("actions"), plan.actions());
        write(node.putArray("backlog"), plan.backlog());
        write(node.putArray("shown"), plan.shown());
        return node.toPrettyString();
    }

    private static void write(ArrayNode array, List<Planned> all) {
        for (Planned each : all) {
            array.addObject()
                    .put("identity", each.identity())
                    .put("kind", each.kind().name())
                    .put("name", each.name())
                    .put("action", each.action().name())
                    .put("due", each.due().toString())
                    .put("reason", each.reason());
        }
    }

    static Plan read(String text) {
        JsonNode node = Json.read(text);
        Map<IdentityKind, Integer> known = new EnumMap<>(IdentityKind.class);
        node.path("known")
                .properties()
                .forEach(each ->
                        known.put(
                                IdentityKind.valueOf(each.getKey()), each.getValue().intValue()));
        return new Plan(
                node.path("run").textValue(),
                Instant.parse(node.path("at").textValue()),
                node.path("limits").longValue(),
                node.path("executed").booleanValue(),
                node.path("stopped").textValue(),
                known,
                planned(node.path("actions")),
                planned(node.path("backlog")),
                planned(node.path("shown")));
    }

    private static List<Planned> planned(JsonNode array) {
        List<Planned> all = new ArrayList<>();
        for (JsonNode each : array) {
            all.add(
                    new Planned(
                            each.path("identity").textValue(),
                            IdentityKind.valueOf(each.path("kind").textValue()),
                            each.path("name").textValue(),
                            Action.valueOf(each.path("action").textValue()),
                            Instant.parse(each.path("due").textValue()),
                            each.path("reason").textValue()));
        }
        return all;
    }
}
