package dev.curfew.aws;

import dev.curfew.core.lease.Holder;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.watch.Halt;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form of a halt in the leases table. */
final class HaltItem {

    /** Longer than the longest window in which revocations count. */
    private static final Duration COUNTED = Duration.ofDays(7);

    private HaltItem() {}

    static Map<String, AttributeValue> write(Halt halt) {
        Item item =
                Item.of(new LinkedHashMap<>(LeaseTable.halt(halt.holder().id())))
                        .with("holder", halt.holder().id())
                        .with("holderPrincipal", halt.holder().principal())
                        .with("holderArn", halt.holder().arn())
                        .with(
                                "revocations",
                                halt.revocations().stream().map(HaltItem::write).toList())
                        .with("haltedAt", halt.haltedAt())
                        .with("askedAt", halt.askedAt())
                        .with("liftedAt", halt.liftedAt())
                        .with("version", halt.version());
        JournalItem.mark(item, halt.journal());
        if (halt.journal().count() == 0) {
            // What has a journal stays with it.
            item.with("ttl", halt.revocations().getLast().at().plus(COUNTED).getEpochSecond());
        }
        return item.attributes();
    }

    private static AttributeValue write(Halt.Revocation revocation) {
        return AttributeValue.fromM(
                Item.empty()
                        .with("lease", revocation.lease().value())
                        .with("finding", revocation.finding())
                        .with("at", revocation.at())
                        .attributes());
    }

    static Halt read(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Halt(
                new Holder(
                        item.string("holder"),
                        item.string("holderPrincipal"),
                        item.string("holderArn")),
                item.list("revocations").stream()
                        .map(each -> revocation(Item.of(each.m())))
                        .toList(),
                item.timeOrNull("haltedAt"),
                item.timeOrNull("askedAt"),
                item.timeOrNull("liftedAt"),
                JournalItem.chain(attributes),
                item.count("version"));
    }

    private static Halt.Revocation revocation(Item item) {
        return new Halt.Revocation(
                new LeaseId(item.string("lease")), item.string("finding"), item.time("at"));
    }
}
