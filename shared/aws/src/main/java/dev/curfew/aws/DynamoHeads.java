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
                Stream.concat(
                        scan(leases, "pk, sk", "sk = :wanted", LeaseTable.LEASE)
                                .map(item -> head(LeaseTable.leaseOf(item), item)),
                        scan(leases, "pk, sk", "sk = :wanted", LeaseTable.HALT)
                                .map(item -> head(Item.of(item).string("pk"), item))
                                .filter(head -> head.chain().count() > 0)),
                scan(inventory, "pk, sk", "sk = :wanted", IdentityItem.SORT)
                        .map(item -> head(Item.of(item).string("pk"), item)));
    }

    @Override
    public Optional<Chain> of(String subject) {
        boolean ofHolder = Head.isOfHolder(subject);
        String table = ofHolder || Head.isOfLease(subject) ? leases : inventory;
        Map<String, AttributeValue> key =
                ofHolder
                        ? LeaseTable.haltOf(subject)
                        : Head.isOfLease(subject)
                                ? LeaseTable.lease(new LeaseId(subject))
                                : IdentityItem.key(subject);
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table)
                                        .key(key)
                                        .consistentRead(true)
                                        .projectionExpression("pk, " + MARK))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(JournalItem.chain(item));
    }

    private Stream<Map<String, AttributeValue>> scan(
            String table, String key, String filter, String wanted) {
        return dynamo
                .scanPaginator(scan ->
                        scan.tableName(table)
                                .projectionExpression(key + ", " + MARK)
                                .filterExpression(filter)
                                .expressionAttributeValues(Map.of(":wanted", Item.text(wanted))))
                .items()
                .stream();
    }

    private static Head head(String subject, Map<String, AttributeValue> item) {
        return new Head(subject, JournalItem.chain(item));
    }
}
