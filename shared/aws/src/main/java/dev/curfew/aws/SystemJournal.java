package dev.curfew.aws;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Head;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The journal of what concerns no single identity. Where it stands is kept in an item of its own
 * beside the identities.
 */
final class SystemJournal {

    /** Its item's sort key; that of an identity is another. */
    static final String SORT = "journal";

    private final DynamoDbClient dynamo;
    private final String inventory;
    private final String journal;

    SystemJournal(DynamoDbClient dynamo, String inventory, String journal) {
        this.dynamo = dynamo;
        this.inventory = inventory;
        this.journal = journal;
    }

    static Map<String, AttributeValue> key() {
        return Map.of("pk", Item.text(Head.SYSTEM), "sk", Item.text(SORT));
    }

    /**
     * The writes of an entry, to go into one transaction with the change that it tells of. They are
     * refused if another entry came in between.
     */
    List<TransactWriteItem> append(Instant at, String what, String by, Map<String, String> detail) {
        Chain standing =
                JournalItem.chain(
                        dynamo.getItem(get ->
                                        get.tableName(inventory).key(key()).consistentRead(true))
                                .item());
        Entry entry = standing.next(Head.SYSTEM, at, what, by, detail);
        Item head =
                JournalItem.mark(
                        Item.empty().with("pk", Head.SYSTEM).with("sk", SORT),
                        standing.with(entry));
        Put.Builder put = Put.builder().tableName(inventory).item(head.attributes());
        if (standing.count() == 0) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression(JournalItem.COUNT + " = :count")
                    .expressionAttributeValues(Map.of(":count", Item.number(standing.count())));
        }
        return List.of(
                TransactWriteItem.builder().put(put.build()).build(),
                JournalItem.append(journal, entry));
    }
}
