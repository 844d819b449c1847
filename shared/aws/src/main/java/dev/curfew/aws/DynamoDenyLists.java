package dev.curfew.aws;

import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.DenyList;
import dev.curfew.core.lease.DenyLists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Deny lists in the leases table: the items of a role's partition. */
public final class DynamoDenyLists implements DenyLists {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoDenyLists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public DenyList on(String role) {
        List<Denial> denials = new ArrayList<>();
        Instant lookAgainAt = null;
        for (Map<String, AttributeValue> item :
                dynamo.queryPaginator(query ->
                                query.tableName(table)
                                        .consistentRead(true)
                                        .keyConditionExpression("pk = :role")
                                        .expressionAttributeValues(
                                                Map.of(":role", Item.text(LeaseTable.role(role)))))
                        .items()) {
            if (LeaseTable.isDenial(item)) {
                denials.add(DenialItem.read(item));
            } else if (LeaseTable.isWriter(item)) {
                lookAgainAt = Instant.ofEpochSecond(Item.of(item).count("dueAt"));
            }
        }
        return new DenyList(denials, lookAgainAt);
    }

    @Override
    public void enter(Denial denial) {
        dynamo.putItem(put -> put.tableName(table).item(DenialItem.write(denial)));
    }

    @Override
    public void applied(Denial denial, Instant at) {
        dynamo.putItem(put -> put.tableName(table).item(DenialItem.write(denial.applied(at))));
    }

    @Override
    public void remove(List<Denial> over) {
        for (Denial denial : over) {
            dynamo.deleteItem(delete ->
                    delete.tableName(table).key(LeaseTable.denial(denial.role(), denial.lease())));
        }
    }

    @Override
    public Set<String> due(Instant now) {
        Set<String> roles = new TreeSet<>();
        dynamo.queryPaginator(query ->
                        query.tableName(table)
                                .indexName(LeaseTable.DUE_INDEX)
                                .keyConditionExpression("dueShard = :shard AND dueAt <= :now")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":shard",
                                                DenialItem.shard(),
                                                ":now",
                                                Item.number(now.getEpochSecond()))))
                .items()
                .forEach(item -> roles.add(LeaseTable.roleOf(item)));
        return roles;
    }

    @Override
    public Turn take(String role, String owner, Instant now, Instant until) {
        try {
            Map<String, AttributeValue> before =
                    dynamo.updateItem(update ->
                                    update.tableName(table)
                                            .key(LeaseTable.writer(role))
                                            .updateExpression(
                                                    "SET #owner = :owner, dueAt = :until, dueShard = :shard")
                                            .conditionExpression(
                                                    "attribute_not_exists(#owner) OR dueAt <= :now")
                                            .expressionAttributeNames(Map.of("#owner", "owner"))
                                            .expressionAttributeValues(
                                                    Map.of(
                                                            ":owner",
                                                            Item.text(owner),
                                                            ":until",
                                                            Item.number(until.getEpochSecond()),
                                                            ":shard",
                                                            DenialItem.shard(),
                                                            ":now",
                                                            Item.number(now.getEpochSecond())))
                                            .returnValues(ReturnValue.ALL_OLD))
                            .attributes();
            return yours(Item.of(new HashMap<>(before)));
        } catch (ConditionalCheckFailedException others) {
            return new Turn.Others();
        }
    }

    private static Turn yours(Item before) {
        boolean unfinished = before.has("owner");
        return new Turn.Yours(
                unfinished,
                unfinished || !before.has("dueAt")
                        ? null
                        : Instant.ofEpochSecond(before.count("dueAt")));
    }

    @Override
    public void give(String role, String owner, @Nullable Instant lookAgainAt) {
        Map<String, AttributeValue> mine = new HashMap<>(Map.of(":owner", Item.text(owner)));
        Map<String, String> names = Map.of("#owner", "owner");
        try {
            if (lookAgainAt == null) {
                dynamo.deleteItem(delete ->
                        delete.tableName(table)
                                .key(LeaseTable.writer(role))
                                .conditionExpression("#owner = :owner")
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(mine));
            } else {
                mine.put(":again", Item.number(lookAgainAt.getEpochSecond()));
                dynamo.updateItem(update ->
                        update.tableName(table)
                                .key(LeaseTable.writer(role))
                                .updateExpression("SET dueAt = :again REMOVE #owner")
                                .conditionExpression("#owner = :owner")
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(mine));
            }
        } catch (ConditionalCheckFailedException lost) {
            // Another took the turn over, and looks again because of that.
        }
    }
}
