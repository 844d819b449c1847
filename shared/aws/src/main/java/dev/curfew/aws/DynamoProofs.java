package dev.curfew.aws;

import dev.curfew.core.caller.UsedProofs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Used proofs in the table of leases: an item for each hash, cleaned up when its time is over. */
public final class DynamoProofs implements UsedProofs {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoProofs(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public boolean firstUse(String hash, Instant keepUntil) {
        String use = UUID.randomUUID().toString();
        Item item =
                Item.of(new LinkedHashMap<>(LeaseTable.proof(hash)))
                        .with("use", use)
                        .with("ttl", keepUntil.getEpochSecond());
        try {
            dynamo.putItem(put ->
                    put.tableName(table)
                            .item(item.attributes())
                            .conditionExpression("attribute_not_exists(pk)"));
            return true;
        } catch (ConditionalCheckFailedException known) {
            // An SDK retry after a lost answer finds its own write.
            return isOurs(hash, use);
        }
    }

    private boolean isOurs(String hash, String use) {
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table)
                                        .key(LeaseTable.proof(hash))
                                        .consistentRead(true))
                        .item();
        return use.equals(Item.of(item).stringOrNull("use"));
    }
}
