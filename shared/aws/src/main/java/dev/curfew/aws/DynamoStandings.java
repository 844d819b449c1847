package dev.curfew.aws;

import dev.curfew.core.caller.CallersUnavailableException;
import dev.curfew.core.caller.Standings;
import dev.curfew.core.identity.IdentityStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What stands in the inventory's table, read with one consistent call. */
public final class DynamoStandings implements Standings {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoStandings(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Map<String, IdentityStatus> of(Set<String> ids) {
        KeysAndAttributes keys =
                KeysAndAttributes.builder()
                        .keys(ids.stream().map(IdentityItem::key).toList())
                        .consistentRead(true)
                        .build();
        BatchGetItemResponse answer = ask(Map.of(table, keys));
        if (answer.hasUnprocessedKeys() && !answer.unprocessedKeys().isEmpty()) {
            // Two small items: that happens when the table is throttled, and then nobody is let in.
            throw new CallersUnavailableException("the inventory could not be read");
        }
        return answer.responses().getOrDefault(table, List.of()).stream()
                .map(IdentityItem::read)
                .collect(
                        Collectors.toMap(identity -> identity.id(), identity -> identity.status()));
    }

    private BatchGetItemResponse ask(Map<String, KeysAndAttributes> keys) {
        try {
            return dynamo.batchGetItem(get -> get.requestItems(keys));
        } catch (SdkException unread) {
            throw new CallersUnavailableException("the inventory could not be read", unread);
        }
    }
}
