package dev.curfew.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.task.Task;
import dev.curfew.core.task.TaskDocument;
import dev.curfew.core.task.Tasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The catalogue in its DynamoDB table: one item a task, its document as JSON text. */
public final class DynamoTasks implements Tasks {

    private static final String PREFIX = "task#";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoTasks(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Task> find(String name) {
        return item(name).map(DynamoTasks::task);
    }

    @Override
    public List<Task> list() {
        return dynamo
                .scanPaginator(scan ->
                        scan.tableName(table)
                                .filterExpression("begins_with(pk, :prefix)")
                                .expressionAttributeValues(Map.of(":prefix", Item.text(PREFIX))))
                .items()
                .stream()
                .map(attributes -> task(Item.of(attributes)))
                .sorted(Comparator.comparing(Task::name))
                .toList();
    }

    @Override
    public List<Applied> apply(List<Task> tasks) {
        List<Applied> applied = new ArrayList<>();
        List<TransactWriteItem> writes = new ArrayList<>();
        for (Task task : tasks) {
            Optional<Item> known = item(task.name());
            long version = known.map(item -> item.count("version")).orElse(0L);
            boolean changed = !known.map(DynamoTasks::task).equals(Optional.of(task));
            if (changed) {
                writes.add(put(task, version));
            }
            applied.add(new Applied(task.name(), changed ? version + 1 : version, changed));
        }
        if (!writes.isEmpty()) {
            dynamo.transactWriteItems(transaction -> transaction.transactItems(writes));
        }
        return applied;
    }

    private TransactWriteItem put(Task task, long version) {
        ObjectNode document = TaskDocument.write(task);
        Put put =
                Put.builder()
                        .tableName(table)
                        .item(
                                Item.empty()
                                        .with("pk", PREFIX + task.name())
                                        .with("document", document.toString())
                                        .with("version", version + 1)
                                        .attributes())
                        .conditionExpression("attribute_not_exists(pk) OR version = :known")
                        .expressionAttributeValues(Map.of(":known", Item.number(version)))
                        .build();
        return TransactWriteItem.builder().put(put).build();
    }

    private Optional<Item> item(String name) {
        Map<String, AttributeValue> attributes =
                dynamo.getItem(get ->
                                get.tableName(table)
                                        .key(Map.of("pk", Item.text(PREFIX + name)))
                                        .consistentRead(true))
                        .item();
        return attributes.isEmpty() ? Optional.empty() : Optional.of(Item.of(attributes));
    }

    private static Task task(Item item) {
        return switch (TaskDocument.read(Json.read(item.string("document")))) {
            case TaskDocument.Read.Valid(Task task) -> task;
            case TaskDocument.Read.Invalid(var problems) ->
                    throw new IllegalStateException(
                            "the stored task `"
                                    + item.string("pk")
                                    + "` is not valid: "
                                    + problems);
        };
    }
}
