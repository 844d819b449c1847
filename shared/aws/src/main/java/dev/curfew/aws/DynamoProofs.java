package dev.curfew.aws;

import dev.curfew.core.caller.UsedProofs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Used proofs in the table of leases: an item for each hash, cleaned up when its time is over. */
public final class DynamoProofs implements UsedProofs {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Function<String, Map<String, AttributeValue>> key;

    /** For the proofs of callers. */
    public DynamoProofs(DynamoDbClient dynamo, String table) {
        this(dynamo, table, LeaseTable::proof);
    }

    private DynamoProofs(
            DynamoDbClient dynamo,
            String table,
            Function<String, Map<String, AttributeValue>> key) {
        this.dynamo = dynamo;
        this.table = table;
        this.key = key;
    }

    /** For the signatures of Slack's callbacks, which are kept apart from proofs. */
    public static DynamoProofs ofCallbacks(DynamoDbClient dynamo, String table) {
        return new DynamoProofs(dynamo, table, LeaseTable::callback);
    }

    @Override
    public boolean firstUse(String hash, Instant keepUntil) {
        String use = UUID.randomUUID().toString();
        Item item =
                Item.of(new LinkedHashMap<>(key.apply(hash)))
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
                                get.tableName(table).key(key.apply(hash)).consistentRead(true))
                        .item();
        return use.equals(Item.of(item).stringOrNull("use"));
    }
}
