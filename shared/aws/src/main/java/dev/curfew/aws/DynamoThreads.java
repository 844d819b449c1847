package dev.curfew.aws;

import dev.curfew.core.notice.Threads;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * What was posted, in the inventory's table under keys that begin with {@code thread#}: the only
 * ones that the function may write.
 */
public final class DynamoThreads implements Threads {

    private static final String PREFIX = "thread#";
    private static final String SORT = "thread";

    /** A claim that a crash left is cleaned up as well. */
    private static final long CLAIM_KEPT = 86_400;

    private final DynamoDbClient dynamo;
    private final String table;

    /** Tells this one's claims from those of others. */
    private final String owner = UUID.randomUUID().toString();

    public DynamoThreads(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Claim claim(String key, Instant now, Instant until) {
        String claim = owner + "/" + now;
        Item item =
                Item.of(new java.util.LinkedHashMap<>(keyOf(key)))
                        .with("claim", claim)
                        .with("until", until.toEpochMilli())
                        .with("ttl", until.getEpochSecond() + CLAIM_KEPT);
        try {
            dynamo.putItem(put ->
                    put.tableName(table)
                            .item(item.attributes())
                            .conditionExpression(
                                    "attribute_not_exists(message) AND"
                                            + " (attribute_not_exists(#until) OR #until < :now)")
                            .expressionAttributeNames(Map.of("#until", "until"))
                            .expressionAttributeValues(
                                    Map.of(":now", Item.number(now.toEpochMilli()))));
            return new Claim.Yours();
        } catch (ConditionalCheckFailedException known) {
            Item found =
                    Item.of(
                            dynamo.getItem(get ->
                                            get.tableName(table)
                                                    .key(keyOf(key))
                                                    .consistentRead(true))
                                    .item());
            if (found.has("message")) {
                return new Claim.Posted(found.string("message"));
            }
            // An SDK retry after a lost answer finds its own write.
            return claim.equals(found.stringOrNull("claim"))
                    ? new Claim.Yours()
                    : new Claim.Others();
        }
    }

    @Override
    public void posted(String key, String message, Instant keepUntil) {
        Item item =
                Item.of(new java.util.LinkedHashMap<>(keyOf(key)))
                        .with("message", message)
                        .with("ttl", keepUntil.getEpochSecond());
        dynamo.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    @Override
    public void release(String key) {
        try {
            dynamo.updateItem(update ->
                    update.tableName(table)
                            .key(keyOf(key))
                            .updateExpression("SET #until = :over")
                            .conditionExpression(
                                    "attribute_not_exists(message) AND begins_with(claim, :owner)")
                            .expressionAttributeNames(Map.of("#until", "until"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":over",
                                            Item.number(0),
                                            ":owner",
                                            Item.text(owner + "/"))));
        } catch (ConditionalCheckFailedException others) {
            // It is not this one's any more.
        }
    }

    @Override
    public boolean take(String budget, int most, Instant keepUntil) {
        try {
            dynamo.updateItem(update ->
                    update.tableName(table)
                            .key(keyOf("budget#" + budget))
                            .updateExpression("SET #ttl = :ttl ADD used :one")
                            .conditionExpression("attribute_not_exists(used) OR used < :most")
                            .expressionAttributeNames(Map.of("#ttl", "ttl"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":ttl", Item.number(keepUntil.getEpochSecond()),
                                            ":one", Item.number(1),
                                            ":most", Item.number(most))));
            return true;
        } catch (ConditionalCheckFailedException spent) {
            return false;
        }
    }

    private static Map<String, AttributeValue> keyOf(String key) {
        return Map.of("pk", Item.text(PREFIX + key), "sk", Item.text(SORT));
    }
}
