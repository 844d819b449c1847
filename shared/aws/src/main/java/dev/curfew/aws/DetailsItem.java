package dev.curfew.aws;

import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.identity.Trust;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form of an identity's details, among the attributes of its item. */
final class DetailsItem {

    private DetailsItem() {}

    static void write(Item item, Details details) {
        item.with("boundary", details.boundary())
                .with("policies", texts(details.policies()))
                .with("groups", texts(details.groups()))
                .with("wildcardWrites", texts(details.powers().wildcardWrites()))
                .with("expires", details.expires())
                .with("reportRow", details.reportRow())
                .with("readAt", details.readAt());
        if (!details.tags().isEmpty()) {
            Item tags = Item.empty();
            details.tags().forEach(tags::with);
            item.attributes().put("tags", AttributeValue.fromM(tags.attributes()));
        }
        if (details.powers().admin()) {
            item.with("admin", true);
        }
        if (details.password()) {
            item.with("password", true);
        }
        Trust trust = details.trust();
        if (trust != null) {
            Item written =
                    Item.empty()
                            .with("accounts", texts(trust.accounts()))
                            .with("services", texts(trust.services()))
                            .with("federated", texts(trust.federated()));
            if (trust.anyone()) {
                written.with("anyone", true);
            }
            item.attributes().put("trust", AttributeValue.fromM(written.attributes()));
        }
    }

    static Details read(Item item) {
        return new Details(
                tags(item),
                texts(item, "policies"),
                texts(item, "groups"),
                item.stringOrNull("boundary"),
                new Powers(item.flag("admin"), texts(item, "wildcardWrites")),
                trust(item),
                item.flag("password"),
                item.timeOrNull("expires"),
                item.stringOrNull("reportRow"),
                item.timeOrNull("readAt"));
    }

    private static SortedMap<String, String> tags(Item item) {
        SortedMap<String, String> tags = new TreeMap<>();
        item.map("tags").attributes().forEach((key, value) -> tags.put(key, value.s()));
        return tags;
    }

    private static @Nullable Trust trust(Item item) {
        if (!item.has("trust")) {
            return null;
        }
        Item trust = item.map("trust");
        return new Trust(
                trust.flag("anyone"),
                texts(trust, "accounts"),
                texts(trust, "services"),
                texts(trust, "federated"));
    }

    private static List<AttributeValue> texts(Collection<String> texts) {
        return texts.stream().map(Item::text).toList();
    }

    private static SortedSet<String> texts(Item item, String name) {
        SortedSet<String> texts = new TreeSet<>();
        item.list(name).forEach(each -> texts.add(each.s()));
        return texts;
    }
}
