package dev.curfew.aws;

import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.slack.Glances;
import dev.curfew.core.slack.LeaseGlance;
import dev.curfew.core.watch.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Leases and findings in their table, of leases only the attributes that may be shown. */
public final class DynamoGlances implements Glances {

    /** The template lets its reader have these of a lease, and no other. */
    static final List<String> SHOWN =
            List.of(
                    "pk",
                    "sk",
                    "state",
                    "task",
                    "agent",
                    "holderPrincipal",
                    "reason",
                    "issuedAt",
                    "expiresAt",
                    "endedAt",
                    "deniedAt",
                    "seenAt");

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoGlances(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<LeaseGlance> lease(LeaseId id) {
        Map<String, String> names = new LinkedHashMap<>();
        SHOWN.forEach(name -> names.put("#" + name, name));
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table)
                                        .key(LeaseTable.lease(id))
                                        .consistentRead(true)
                                        .projectionExpression(String.join(", ", names.keySet()))
                                        .expressionAttributeNames(names))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(glance(id, Item.of(item)));
    }

    private static LeaseGlance glance(LeaseId id, Item item) {
        return new LeaseGlance(
                id,
                LeaseState.valueOf(item.string("state")),
                item.string("task"),
                item.string("agent"),
                item.string("holderPrincipal"),
                item.string("reason"),
                item.time("issuedAt"),
                item.time("expiresAt"),
                item.timeOrNull("endedAt"),
                item.timeOrNull("deniedAt"),
                item.timeOrNull("seenAt"));
    }

    @Override
    public Optional<Finding> finding(String id) {
        return new DynamoFindings(dynamo, table).find(id).filter(Finding::isOpen);
    }
}
