package dev.curfew.aws;

import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form of a lease in its table. */
final class LeaseItem {

    /**
     * Leases that are due are read from this many partitions of the index, so that none of them
     * grows hot.
     */
    static final int SHARDS = 4;

    /** An ended lease stays this long for people to look at; then DynamoDB may clean it up. */
    private static final Duration KEPT = Duration.ofDays(90);

    private LeaseItem() {}

    static AttributeValue shard(int shard) {
        return Item.text("lease#" + shard);
    }

    static Map<String, AttributeValue> write(Lease lease) {
        Grant grant = lease.grant();
        Item item =
                Item.of(new LinkedHashMap<>(LeaseTable.lease(lease.id())))
                        .with("holder", grant.holder().id())
                        .with("holderPrincipal", grant.holder().principal())
                        .with("holderArn", grant.holder().arn())
                        .with("agent", grant.agent())
                        .with("task", grant.task())
                        .with("role", grant.role())
                        .with("roleId", lease.roleId())
                        .with("accessKey", lease.accessKey())
                        .with("lineage", grant.lineage().toString())
                        .with("delegationsLeft", grant.delegationsLeft())
                        .with("reason", grant.reason())
                        .with("scope", grant.scope())
                        .with("sessionPolicy", grant.sessionPolicy())
                        .with("issuedAt", grant.issuedAt())
                        .with("expiresAt", grant.expiresAt())
                        .with("sessionEndsAt", grant.sessionEndsAt())
                        .with("state", lease.state().name())
                        .with("endedAt", lease.endedAt())
                        .with("counted", lease.counted())
                        .with("version", lease.version());
        item.attributes().put("networks", networks(grant.networks()));
        JournalItem.mark(item, lease.journal());
        receipt(item, lease.receipt());
        Instant due = lease.dueAt();
        if (due == null) {
            item.with("ttl", cleanedUpAt(grant));
        } else {
            int shard = Math.floorMod(lease.id().value().hashCode(), SHARDS);
            item.attributes().put("dueShard", shard(shard));
            item.with("dueAt", due.getEpochSecond());
        }
        return item.attributes();
    }

    /** Epoch second from when DynamoDB may remove the lease and what points to it. */
    static long cleanedUpAt(Grant grant) {
        return grant.sessionEndsAt().plus(KEPT).getEpochSecond();
    }

    static Lease read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Lease(
                grant(item),
                item.stringOrNull("roleId"),
                item.stringOrNull("accessKey"),
                LeaseState.valueOf(item.string("state")),
                item.timeOrNull("endedAt"),
                receipt(item),
                item.flag("counted"),
                JournalItem.chain(attributes),
                item.count("version"));
    }

    private static Grant grant(Item item) {
        return new Grant(
                new Holder(
                        item.string("holder"),
                        item.string("holderPrincipal"),
                        item.string("holderArn")),
                item.string("agent"),
                item.string("task"),
                item.string("role"),
                Lineage.parse(item.string("lineage")),
                (int) item.count("delegationsLeft"),
                item.string("reason"),
                item.string("scope"),
                item.string("sessionPolicy"),
                networks(item),
                item.time("issuedAt"),
                item.time("expiresAt"),
                item.time("sessionEndsAt"));
    }

    private static AttributeValue networks(List<List<String>> lists) {
        return AttributeValue.fromL(
                lists.stream()
                        .map(list -> AttributeValue.fromL(list.stream().map(Item::text).toList()))
                        .toList());
    }

    private static List<List<String>> networks(Item item) {
        AttributeValue lists = item.attributes().get("networks");
        if (lists == null) {
            throw Item.corrupt("networks");
        }
        return lists.l().stream()
                .map(list -> list.l().stream().map(AttributeValue::s).toList())
                .toList();
    }

    private static void receipt(Item item, @Nullable Receipt receipt) {
        if (receipt != null) {
            item.with("requestedAt", receipt.requestedAt())
                    .with("deniedAt", receipt.deniedAt())
                    .with("seenAt", receipt.seenAt())
                    .with("seenBy", receipt.seenBy().name());
        }
    }

    private static @Nullable Receipt receipt(Item item) {
        return item.has("deniedAt")
                ? new Receipt(
                        item.time("requestedAt"),
                        item.time("deniedAt"),
                        item.timeOrNull("seenAt"),
                        Receipt.Witness.valueOf(item.string("seenBy")))
                : null;
    }
}
