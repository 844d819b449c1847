package dev.curfew.aws;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Head;
import dev.curfew.core.journal.Heads;
import dev.curfew.core.lease.LeaseId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where the journals stand, from the leases' and the identities' own items. It asks for no other
 * attribute: the function that seals may read none.
 */
public final class DynamoHeads implements Heads {

    private static final String MARK = JournalItem.COUNT + ", " + JournalItem.HEAD;

    private final DynamoDbClient dynamo;
    private final String leases;
    private final String inventory;

    public DynamoHeads(DynamoDbClient dynamo, String leases, String inventory) {
        this.dynamo = dynamo;
        this.leases = leases;
        this.inventory = inventory;
    }

    @Override
    public Stream<Head> all() {
        return Stream.concat(
                scan(
                                leases,
                                "sk IN (:lease, :halt)",
                                Map.of(
                                        ":lease", Item.text(LeaseTable.LEASE),
                                        ":halt", Item.text(LeaseTable.HALT)))
                        .map(DynamoHeads::headOfLeases)
                        .filter(head ->
                                !Head.isOfHolder(head.subject()) || head.chain().count() > 0),
                scan(
                                inventory,
                                "sk IN (:wanted, :system)",
                                Map.of(
                                        ":wanted", Item.text(IdentityItem.SORT),
                                        ":system", Item.text(SystemJournal.SORT)))
                        .map(item -> head(Item.of(item).string("pk"), item)));
    }

    private static Head headOfLeases(Map<String, AttributeValue> item) {
        return Item.of(item).string("sk").equals(LeaseTable.HALT)
                ? head(Item.of(item).string("pk"), item)
                : head(LeaseTable.leaseOf(item), item);
    }

    @Override
    public Optional<Chain> of(String subject) {
        String table = Head.isOfLease(subject) || Head.isOfHolder(subject) ? leases : inventory;
        Map<String, AttributeValue> key = key(subject);
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table)
                                        .key(key)
                                        .consistentRead(true)
                                        .projectionExpression("pk, " + MARK))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(JournalItem.chain(item));
    }

    private static Map<String, AttributeValue> key(String subject) {
        if (subject.equals(Head.SYSTEM)) {
            return SystemJournal.key();
        }
        if (Head.isOfHolder(subject)) {
            return LeaseTable.haltOf(subject);
        }
        return Head.isOfLease(subject)
                ? LeaseTable.lease(new LeaseId(subject))
                : IdentityItem.key(subject);
    }

    private Stream<Map<String, AttributeValue>> scan(
            String table, String filter, Map<String, AttributeValue> wanted) {
        return dynamo
                .scanPaginator(scan ->
                        scan.tableName(table)
                                .projectionExpression("pk, sk, " + MARK)
                                .filterExpression(filter)
                                .expressionAttributeValues(wanted))
                .items()
                .stream();
    }

    private static Head head(String subject, Map<String, AttributeValue> item) {
        return new Head(subject, JournalItem.chain(item));
    }
}
