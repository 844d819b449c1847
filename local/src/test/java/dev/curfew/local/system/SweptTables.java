package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Tables like those of the template, with what stands in others of their kind. */
record SweptTables(DynamoDbClient dynamo, String inventory, String journal) {

    private static final int BATCH = 25;
    private static final ResolvedTemplate TEMPLATE = ResolvedTemplate.of("template.yaml");

    static SweptTables empty(DynamoDbClient dynamo, String name) {
        SweptTables tables = new SweptTables(dynamo, name + "-inventory", name + "-journal");
        make(dynamo, "Inventory", tables.inventory);
        make(dynamo, "Journal", tables.journal);
        return tables;
    }

    /** Makes a table as the template has it. */
    static void make(DynamoDbClient dynamo, String resource, String name) {
        JsonNode like = TEMPLATE.properties(resource);
        List<AttributeDefinition> attributes = new ArrayList<>();
        for (JsonNode each : like.path("AttributeDefinitions")) {
            attributes.add(
                    AttributeDefinition.builder()
                            .attributeName(each.path("AttributeName").asText())
                            .attributeType(each.path("AttributeType").asText())
                            .build());
        }
        List<GlobalSecondaryIndex> indexes = new ArrayList<>();
        for (JsonNode each : like.path("GlobalSecondaryIndexes")) {
            indexes.add(
                    GlobalSecondaryIndex.builder()
                            .indexName(each.path("IndexName").asText())
                            .keySchema(keys(each))
                            .projection(projection ->
                                    projection.projectionType(
                                            each.at("/Projection/ProjectionType").asText()))
                            .build());
        }
        dynamo.createTable(table -> {
            table.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(attributes)
                    .keySchema(keys(like));
            if (!indexes.isEmpty()) {
                table.globalSecondaryIndexes(indexes);
            }
        });
    }

    private static List<KeySchemaElement> keys(JsonNode like) {
        List<KeySchemaElement> keys = new ArrayList<>();
        for (JsonNode each : like.path("KeySchema")) {
            keys.add(
                    KeySchemaElement.builder()
                            .attributeName(each.path("AttributeName").asText())
                            .keyType(each.path("KeyType").asText())
                            .build());
        }
        return keys;
    }

    /** Tables of that name in which the same stands as in these. */
    SweptTables copy(String name) {
        SweptTables copy = empty(dynamo, name);
        copy(inventory, copy.inventory);
        copy(journal, copy.journal);
        return copy;
    }

    private void copy(String from, String to) {
        List<WriteRequest> writes =
                dynamo.scanPaginator(scan -> scan.tableName(from)).items().stream()
                        .map(item ->
                                WriteRequest.builder().putRequest(put -> put.item(item)).build())
                        .toList();
        for (int i = 0; i < writes.size(); i += BATCH) {
            List<WriteRequest> some = writes.subList(i, Math.min(i + BATCH, writes.size()));
            dynamo.batchWriteItem(batch -> batch.requestItems(Map.of(to, some)));
        }
    }

    /** All that stands in them, by table and key. */
    Map<String, String> items() {
        Map<String, String> items = new TreeMap<>();
        for (String table : List.of(inventory, journal)) {
            for (Map<String, AttributeValue> item :
                    dynamo.scanPaginator(scan -> scan.tableName(table)).items()) {
                items.put(
                        table + " " + item.get("pk") + " " + item.get("sk"),
                        new TreeMap<>(item).toString());
            }
        }
        return items;
    }

    /** What the journal says of each identity, without times. */
    Map<String, List<String>> entries() {
        Map<String, List<String>> entries = new TreeMap<>();
        for (Map<String, AttributeValue> item :
                dynamo.scanPaginator(scan -> scan.tableName(journal)).items()) {
            entries.computeIfAbsent(text(item, "pk"), id -> new ArrayList<>())
                    .add("%6s %s".formatted(text(item, "sk"), text(item, "what")));
        }
        entries.values().forEach(each -> each.sort(null));
        return entries;
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = Objects.requireNonNull(item.get(name));
        return value.n() == null ? value.s() : value.n();
    }

    void delete() {
        dynamo.deleteTable(delete -> delete.tableName(inventory));
        dynamo.deleteTable(delete -> delete.tableName(journal));
    }
}
