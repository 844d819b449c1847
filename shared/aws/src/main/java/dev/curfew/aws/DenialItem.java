package dev.curfew.aws;

import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.Lineage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form of a deny list's entry in the leases table. */
final class DenialItem {

    /** Whoever enters a denial has it applied at once; after this it counts as left undone. */
    private static final Duration UNDONE = Duration.ofSeconds(10);

    private DenialItem() {}

    /** Deny lists are few, so all that is due stands in one partition of the index. */
    static AttributeValue shard() {
        return Item.text("deny");
    }

    static Map<String, AttributeValue> write(Denial denial) {
        Item item =
                Item.of(new LinkedHashMap<>(LeaseTable.denial(denial.role(), denial.lease())))
                        .with("lineage", denial.lineage().toString())
                        .with("requestedAt", denial.requestedAt())
                        .with("until", denial.until())
                        .with("appliedAt", denial.appliedAt())
                        .with("canary", denial.canary())
                        .with("session", denial.session())
                        .with("dueAt", dueAt(denial).getEpochSecond());
        item.attributes().put("dueShard", shard());
        return item.attributes();
    }

    static Denial read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Denial(
                LeaseTable.roleOf(attributes),
                Lineage.parse(item.string("lineage")),
                item.time("requestedAt"),
                item.time("until"),
                item.timeOrNull("appliedAt"),
                item.flag("canary"),
                item.stringOrNull("session"));
    }

    private static Instant dueAt(Denial denial) {
        return denial.isPending() ? denial.requestedAt().plus(UNDONE) : denial.until();
    }
}
