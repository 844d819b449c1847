package dev.curfew.cli.scan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Trust;
import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Summary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a scan tells, as JSON. What is not known is left out. */
final class SeenDocument {

    private SeenDocument() {}

    static ObjectNode of(Seen seen) {
        ObjectNode node =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", seen.kind().name())
                        .put("name", seen.name());
        put(node, "slot", seen.slot());
        put(node, "id", seen.id());
        node.put("arn", seen.arn());
        put(node, "service", seen.service());
        put(node, "owner", seen.owner());
        node.put("status", seen.status().name());
        put(node, "created", seen.created());
        node.set("use", use(seen.use()));
        ObjectNode powers = node.putObject("powers").put("admin", seen.powers().admin());
        seen.powers().wildcardWrites().forEach(powers.putArray("wildcardWrites")::add);
        if (seen.trust() != null) {
            node.set("trust", trust(seen.trust()));
        }
        ArrayNode ahead = node.putArray("ahead");
        seen.ahead()
                .forEach(each ->
                        ahead.addObject()
                                .put("action", each.action().name())
                                .put("at", each.at().toString())
                                .put("reason", each.reason()));
        node.put("why", seen.why());
        ArrayNode remarks = node.putArray("remarks");
        seen.remarks()
                .forEach(each ->
                        remarks.addObject()
                                .put("kind", each.kind().name())
                                .put("text", each.text()));
        return node;
    }

    private static ObjectNode use(LastUse use) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (use) {
            case LastUse.Used used -> {
                node.put("told", "USED").put("at", used.at().toString());
                put(node, "service", used.service());
                put(node, "region", used.region());
            }
            case LastUse.Never never -> node.put("told", "NEVER");
            case LastUse.Untracked untracked -> node.put("told", "UNTRACKED");
            case LastUse.Unknown(String why) -> node.put("told", "UNKNOWN").put("why", why);
        }
        return node;
    }

    private static ObjectNode trust(Trust trust) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("anyone", trust.anyone());
        trust.accounts().forEach(node.putArray("accounts")::add);
        trust.services().forEach(node.putArray("services")::add);
        trust.federated().forEach(node.putArray("federated")::add);
        return node;
    }

    static ObjectNode of(Summary summary) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode kinds = node.putObject("kinds");
        summary.kinds()
                .forEach((kind, numbers) ->
                        kinds.putObject(kind.name())
                                .put("all", numbers.all())
                                .put("off", numbers.off())
                                .put("due", numbers.due())
                                .put("soon", numbers.soon())
                                .put("neverUsed", numbers.neverUsed()));
        ObjectNode remarks = node.putObject("remarks");
        summary.remarks().forEach((kind, count) -> remarks.put(kind.name(), count));
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value instanceof Instant at ? at.toString() : value.toString());
        }
    }
}
