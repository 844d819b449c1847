package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form of an identity in its table. */
final class IdentityItem {

    /** The sort key of an identity; names have others. */
    static final String SORT = "identity";

    private IdentityItem() {}

    static Map<String, AttributeValue> key(String id) {
        return Map.of("pk", Item.text(id), "sk", Item.text(SORT));
    }

    static Map<String, AttributeValue> write(Identity identity) {
        Identity.Creation created = identity.created();
        Item item =
                Item.empty()
                        .with("pk", identity.id())
                        .with("kind", identity.kind().name())
                        .with("account", identity.account())
                        .with("name", identity.name())
                        .with("arn", identity.arn())
                        .with("user", identity.user())
                        .with("service", identity.service())
                        .with("createdBy", created == null ? null : created.by())
                        .with("createdAt", created == null ? null : created.at())
                        .with("status", identity.status().name())
                        .with("statusAt", identity.statusAt())
                        .with("recordedAt", identity.recordedAt())
                        .with("version", identity.version());
        return JournalItem.mark(item, identity.journal()).attributes();
    }

    static Identity read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Identity(
                item.string("pk"),
                IdentityKind.valueOf(item.string("kind")),
                item.string("account"),
                item.stringOrNull("name"),
                item.stringOrNull("arn"),
                item.stringOrNull("user"),
                item.stringOrNull("service"),
                creation(item),
                IdentityStatus.valueOf(item.string("status")),
                item.time("statusAt"),
                item.time("recordedAt"),
                item.count("version"),
                JournalItem.chain(attributes));
    }

    private static Identity.@Nullable Creation creation(Item item) {
        return item.has("createdAt")
                ? new Identity.Creation(item.string("createdBy"), item.time("createdAt"))
                : null;
    }
}
