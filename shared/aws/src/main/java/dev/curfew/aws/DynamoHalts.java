package dev.curfew.aws;

import dev.curfew.core.journal.Entry;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.Halts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Which holders are halted, in the leases table. */
public final class DynamoHalts implements Halts {

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;
    private final String journal;

    /**
     * @param table the leases' own
     * @param journal the table of journal entries
     */
    public DynamoHalts(DynamoDbClient dynamo, String table, String journal) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo);
        this.table = table;
        this.journal = journal;
    }

    @Override
    public Optional<Halt> find(String holder) {
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table)
                                        .key(LeaseTable.halt(holder))
                                        .consistentRead(true))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(HaltItem.read(item));
    }

    @Override
    public boolean write(Halt.Change change) {
        Put.Builder put = Put.builder().tableName(table).item(HaltItem.write(change.after()));
        Halt before = change.before();
        if (before == null) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("version = :version")
                    .expressionAttributeValues(Map.of(":version", Item.number(before.version())));
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder().put(put.build()).build());
        Entry entry = change.entry();
        if (entry != null) {
            writes.add(JournalItem.append(journal, entry));
        }
        return switch (transactions.write(writes)) {
            case Transactions.Written written -> true;
            // Or it is the SDK that tried again after an answer was lost.
            case Transactions.Refused refused ->
                    find(change.after().holder().id()).equals(Optional.of(change.after()));
        };
    }

    @Override
    public List<Halt> halted() {
        return dynamo
                .scanPaginator(scan ->
                        scan.tableName(table)
                                .filterExpression("sk = :halt AND attribute_exists(haltedAt)")
                                .expressionAttributeValues(
                                        Map.of(":halt", Item.text(LeaseTable.HALT))))
                .items()
                .stream()
                .map(HaltItem::read)
                .toList();
    }
}
