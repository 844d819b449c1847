package dev.curfew.aws;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Findings;
import dev.curfew.core.watch.Sightings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Findings, and where leases were first used from, in the leases table. */
public final class DynamoFindings implements Findings, Sightings {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoFindings(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Finding> find(String id) {
        Map<String, AttributeValue> item = get(LeaseTable.finding(id));
        return item.isEmpty() ? Optional.empty() : Optional.of(FindingItem.read(item));
    }

    @Override
    public boolean put(@Nullable Finding before, Finding after) {
        PutItemRequest.Builder put =
                PutItemRequest.builder().tableName(table).item(FindingItem.write(after));
        if (before == null) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("version = :version")
                    .expressionAttributeValues(Map.of(":version", Item.number(before.version())));
        }
        try {
            dynamo.putItem(put.build());
            return true;
        } catch (ConditionalCheckFailedException other) {
            // Or it is the SDK that tried again after an answer was lost.
            return find(after.id()).equals(Optional.of(after));
        }
    }

    @Override
    public List<Finding> list() {
        return dynamo
                .scanPaginator(scan ->
                        scan.tableName(table)
                                .filterExpression("sk = :finding")
                                .expressionAttributeValues(
                                        Map.of(":finding", Item.text(LeaseTable.FINDING))))
                .items()
                .stream()
                .map(FindingItem::read)
                .toList();
    }

    @Override
    public String first(Lease lease, String network) {
        Map<String, AttributeValue> key = LeaseTable.network(lease.id());
        Map<String, AttributeValue> known = get(key);
        if (known.isEmpty()) {
            Map<String, AttributeValue> item = new LinkedHashMap<>(key);
            item.put("network", Item.text(network));
            item.put("ttl", Item.number(LeaseItem.cleanedUpAt(lease.grant())));
            try {
                dynamo.putItem(put ->
                        put.tableName(table)
                                .item(item)
                                .conditionExpression("attribute_not_exists(pk)"));
                return network;
            } catch (ConditionalCheckFailedException other) {
                known = get(key);
            }
        }
        return Item.of(known).string("network");
    }

    private Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
    }
}
