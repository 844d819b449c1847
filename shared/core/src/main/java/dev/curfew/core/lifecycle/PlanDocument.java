package dev.curfew.core.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.identity.IdentityKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan as it is kept. Only Curfew writes it; whatever else stands there is no plan. */
public final class PlanDocument {

    private static final Set<String> FIELDS =
            Set.of("run", "at", "limits", "executed", "known", "actions", "backlog", "shown");
    private static final Set<String> PLANNED =
            Set.of("identity", "kind", "action", "due", "reason");

    private PlanDocument() {}

    /** The document of a plan; reading it gives the same plan again. */
    public static ObjectNode write(Plan plan) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("run", plan.run());
        document.put("at", plan.at().toString());
        document.put("limits", plan.limits());
        document.put("executed", plan.executed());
        if (plan.stopped() != null) {
            document.put("stopped", plan.stopped());
        }
        ObjectNode known = document.putObject("known");
        plan.known().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> known.put(each.getKey().name(), each.getValue()));
        write(document.putArray("actions"), plan.actions());
        write(document.putArray("backlog"), plan.backlog());
        write(document.putArray("shown"), plan.shown());
        return document;
    }

    private static void write(ArrayNode list, List<Plan.Planned> planned) {
        for (Plan.Planned each : planned) {
            ObjectNode item = list.addObject();
            item.put("identity", each.identity());
            item.put("kind", each.kind().name());
            if (each.name() != null) {
                item.put("name", each.name());
            }
            item.put("action", each.action().name());
            item.put("due", each.due().toString());
            item.put("reason", each.reason());
        }
    }

    /**
     * The plan of a document.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Plan read(JsonNode document) {
        fields(document, FIELDS, "stopped", "a plan");
        Map<IdentityKind, Integer> known = new EnumMap<>(IdentityKind.class);
        if (!document.path("known").isObject()) {
            throw wrong("`known`");
        }
        document.path("known")
                .propertyStream()
                .forEach(each -> known.put(kind(each.getKey()), count(each.getValue())));
        Set<String> identities = new HashSet<>();
        return new Plan(
                text(document, "run"),
                time(document, "at"),
                number(document, "limits"),
                flag(document, "executed"),
                document.has("stopped") ? text(document, "stopped") : null,
                known,
                planned(document, "actions", identities),
                planned(document, "backlog", identities),
                planned(document, "shown", identities));
    }

    private static List<Plan.Planned> planned(
            JsonNode document, String field, Set<String> identities) {
        JsonNode list = document.path(field);
        if (!list.isArray()) {
            throw wrong("`" + field + "`");
        }
        List<Plan.Planned> planned = new ArrayList<>();
        for (JsonNode item : list) {
            fields(item, PLANNED, "name", "an action of a plan");
            Plan.Planned each =
                    new Plan.Planned(
                            text(item, "identity"),
                            kind(text(item, "kind")),
                            item.has("name") ? text(item, "name") : null,
                            action(text(item, "action")),
                            time(item, "due"),
                            text(item, "reason"));
            if (!identities.add(each.identity())) {
                throw wrong("an identity that is planned for twice");
            }
            planned.add(each);
        }
        return planned;
    }

    private static void fields(JsonNode node, Set<String> needed, String optional, String what) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("what is kept is not " + what);
        }
        Set<String> missing = new HashSet<>(needed);
        node.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !missing.remove(name) && !name.equals(optional))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw wrong("`" + name + "`");
                        });
        if (!missing.isEmpty()) {
            throw wrong("`" + missing.iterator().next() + "`");
        }
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw wrong("`" + field + "`");
        }
        return node.path(field).asText();
    }

    private static long number(JsonNode node, String field) {
        if (!node.path(field).isIntegralNumber() || !node.path(field).canConvertToLong()) {
            throw wrong("`" + field + "`");
        }
        return node.path(field).asLong();
    }

    private static int count(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 0) {
            throw wrong("`known`");
        }
        return node.asInt();
    }

    private static boolean flag(JsonNode node, String field) {
        if (!node.path(field).isBoolean()) {
            throw wrong("`" + field + "`");
        }
        return node.path(field).asBoolean();
    }

    private static Instant time(JsonNode node, String field) {
        try {
            return Instant.parse(text(node, field));
        } catch (DateTimeException noTime) {
            throw wrong("`" + field + "`", noTime);
        }
    }

    private static IdentityKind kind(String name) {
        try {
            return IdentityKind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw wrong("a kind", unknown);
        }
    }

    private static Action action(String name) {
        try {
            Action action = Action.valueOf(name);
            if (action.takes()) {
                return action;
            }
        } catch (IllegalArgumentException unknown) {
            throw wrong("an action", unknown);
        }
        throw wrong("an action that takes nothing");
    }

    private static IllegalArgumentException wrong(String what) {
        return wrong(what, null);
    }

    private static IllegalArgumentException wrong(String what, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "what is kept is not a plan: " + what + " is wrong or missing", cause);
    }
}
