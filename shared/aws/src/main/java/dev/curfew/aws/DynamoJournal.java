package dev.curfew.aws;

import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Journal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The journal in its DynamoDB table: one item an entry, by subject and number. */
public final class DynamoJournal implements Journal {

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoJournal(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public List<Entry> of(String subject) {
        return dynamo
                .queryPaginator(query ->
                        query.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression("pk = :subject")
                                .expressionAttributeValues(Map.of(":subject", Item.text(subject))))
                .items()
                .stream()
                .map(JournalItem::read)
                .toList();
    }

    @Override
    public Stream<Entry> all() {
        return dynamo.scanPaginator(scan -> scan.tableName(table)).items().stream()
                .map(JournalItem::read);
    }
}
