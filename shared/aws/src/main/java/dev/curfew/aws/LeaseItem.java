package dev.curfew.aws;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

    static final String PREFIX = "lease#";

    private LeaseItem() {}

    static Map<String, AttributeValue> key(LeaseId id) {
        return Map.of("pk", Item.text(PREFIX + id));
    }

    static LeaseId id(Map<String, AttributeValue> key) {
        return new LeaseId(Item.of(key).string("pk").substring(PREFIX.length()));
    }

    static AttributeValue shard(int shard) {
        return Item.text("shard#" + shard);
    }

    static Map<String, AttributeValue> write(Lease lease) {
        Item item =
                Item.empty()
                        .with("pk", PREFIX + lease.id())
                        .with("holder", lease.holder())
                        .with("task", lease.task())
                        .with("role", lease.role())
                        .with("lineage", lease.lineage())
                        .with("reason", lease.reason())
                        .with("sessionPolicy", lease.sessionPolicy())
                        .with("issuedAt", lease.issuedAt())
                        .with("expiresAt", lease.expiresAt())
                        .with("sessionEndsAt", lease.sessionEndsAt())
                        .with("state", lease.state().name())
                        .with("endedAt", lease.endedAt())
                        .with("counted", lease.counted())
                        .with("version", lease.version());
        Instant due = lease.dueAt();
        if (due == null) {
            item.with("ttl", lease.sessionEndsAt().plus(KEPT).getEpochSecond());
        } else {
            int shard = Math.floorMod(lease.id().value().hashCode(), SHARDS);
            item.attributes().put("dueShard", shard(shard));
            item.with("dueAt", due.getEpochSecond());
        }
        return item.attributes();
    }

    static Lease read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Lease(
                id(attributes),
                item.string("holder"),
                item.string("task"),
                item.string("role"),
                item.string("lineage"),
                item.string("reason"),
                item.string("sessionPolicy"),
                item.time("issuedAt"),
                item.time("expiresAt"),
                item.time("sessionEndsAt"),
                LeaseState.valueOf(item.string("state")),
                item.timeOrNull("endedAt"),
                item.flag("counted"),
                item.count("version"));
    }
}
