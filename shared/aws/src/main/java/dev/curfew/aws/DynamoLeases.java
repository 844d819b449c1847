package dev.curfew.aws;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Leases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Leases in their DynamoDB table. Beside the leases it holds one item for each role and each holder
 * that counts their sessions; a lease and its counts change in one transaction.
 */
public final class DynamoLeases implements Leases {

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;

    public DynamoLeases(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo);
        this.table = table;
    }

    @Override
    public Opening open(Lease pending, Limits limits) {
        List<TransactWriteItem> writes =
                List.of(
                        put(pending, "attribute_not_exists(pk)", Map.of()),
                        countUp(role(pending.role()), limits.perRole()),
                        countUp(holder(pending.holder()), limits.perHolder()));
        return switch (transactions.write(writes)) {
            case Transactions.Written written -> Opening.OPENED;
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(0) ->
                    throw new IllegalStateException("lease id `" + pending.id() + "` is taken");
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(2) ->
                    Opening.HOLDER_FULL;
            case Transactions.Refused refused -> Opening.ROLE_FULL;
        };
    }

    @Override
    public Optional<Lease> find(LeaseId id) {
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table).key(LeaseItem.key(id)).consistentRead(true))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(LeaseItem.read(item));
    }

    @Override
    public Map<String, Integer> sessionsOn(List<String> roles) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Map<String, AttributeValue> item :
                get(roles.stream().map(role -> Map.of("pk", role(role))).toList())) {
            String role = Item.of(item).string("pk").substring("role#".length());
            counts.put(role, (int) Item.of(item).count("sessions"));
        }
        return counts;
    }

    @Override
    public boolean replace(Lease before, Lease after) {
        String unchanged = "version = :version";
        Map<String, AttributeValue> version = Map.of(":version", Item.number(before.version()));
        if (before.counted() == after.counted()) {
            try {
                dynamo.putItem(put ->
                        put.tableName(table)
                                .item(LeaseItem.write(after))
                                .conditionExpression(unchanged)
                                .expressionAttributeValues(version));
                return true;
            } catch (ConditionalCheckFailedException changed) {
                return alreadyAt(after);
            }
        }
        List<TransactWriteItem> writes =
                List.of(
                        put(after, unchanged, version),
                        countDown(role(before.role())),
                        countDown(holder(before.holder())));
        return transactions.write(writes) instanceof Transactions.Written || alreadyAt(after);
    }

    /**
     * An SDK retry after a lost answer finds its own write; that is a success, not another writer.
     */
    private boolean alreadyAt(Lease after) {
        return find(after.id()).equals(Optional.of(after));
    }

    @Override
    public List<Lease> due(Instant now, int limit) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (int shard = 0; shard < LeaseItem.SHARDS && keys.size() < limit; shard++) {
            QueryRequest query =
                    QueryRequest.builder()
                            .tableName(table)
                            .indexName("due")
                            .keyConditionExpression("dueShard = :shard AND dueAt <= :now")
                            .expressionAttributeValues(
                                    Map.of(
                                            ":shard", LeaseItem.shard(shard),
                                            ":now", Item.number(now.getEpochSecond())))
                            .limit(limit - keys.size())
                            .build();
            dynamo.query(query)
                    .items()
                    .forEach(item -> keys.add(LeaseItem.key(LeaseItem.id(item))));
        }
        // The index lags behind the table: what it names is read again, and what is no longer due
        // is left out.
        return get(keys).stream().map(LeaseItem::read).filter(lease -> isDue(lease, now)).toList();
    }

    private static boolean isDue(Lease lease, Instant now) {
        Instant due = lease.dueAt();
        return due != null && !due.isAfter(now);
    }

    private List<Map<String, AttributeValue>> get(
            List<? extends Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> left =
                keys.isEmpty()
                        ? Map.of()
                        : Map.of(
                                table,
                                KeysAndAttributes.builder()
                                        .keys(keys)
                                        .consistentRead(true)
                                        .build());
        while (!left.isEmpty()) {
            Map<String, KeysAndAttributes> asked = left;
            var answer = dynamo.batchGetItem(get -> get.requestItems(asked));
            items.addAll(answer.responses().getOrDefault(table, List.of()));
            left = answer.unprocessedKeys();
        }
        return items;
    }

    private TransactWriteItem put(
            Lease lease, String condition, Map<String, AttributeValue> values) {
        Put.Builder put =
                Put.builder()
                        .tableName(table)
                        .item(LeaseItem.write(lease))
                        .conditionExpression(condition);
        if (!values.isEmpty()) {
            put.expressionAttributeValues(values);
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private TransactWriteItem countUp(AttributeValue key, int most) {
        return count(
                key,
                "SET sessions = if_not_exists(sessions, :none) + :one",
                "attribute_not_exists(sessions) OR sessions < :most",
                Map.of(
                        ":none",
                        Item.number(0),
                        ":one",
                        Item.number(1),
                        ":most",
                        Item.number(most)));
    }

    private TransactWriteItem countDown(AttributeValue key) {
        return count(
                key,
                "SET sessions = sessions - :one",
                "sessions >= :one",
                Map.of(":one", Item.number(1)));
    }

    private TransactWriteItem count(
            AttributeValue key,
            String update,
            String condition,
            Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .update(
                        Update.builder()
                                .tableName(table)
                                .key(Map.of("pk", key))
                                .updateExpression(update)
                                .conditionExpression(condition)
                                .expressionAttributeValues(values)
                                .build())
                .build();
    }

    private static AttributeValue role(String arn) {
        return Item.text("role#" + arn);
    }

    private static AttributeValue holder(String holder) {
        return Item.text("holder#" + holder);
    }
}
