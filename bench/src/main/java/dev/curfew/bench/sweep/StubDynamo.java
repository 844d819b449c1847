package dev.curfew.bench.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * DynamoDB's JSON API over HTTP, as far as the inventory asks it: it keeps the inventory's items
 * and the journal's, holds the conditions on versions, and counts what is written.
 */
final class StubDynamo {

    /** About as many items of the inventory as DynamoDB's page of 1 MB holds. */
    private static final int PAGE = 900;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final NavigableMap<String, JsonNode> items = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final long nanos;

    StubDynamo(int latencyMillis) throws IOException {
        nanos = latencyMillis * 1_000_000L;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    synchronized void empty() {
        items.clear();
        counts.clear();
    }

    synchronized Map<String, Integer> counts() {
        Map<String, Integer> all = new TreeMap<>(counts);
        counts.clear();
        return all;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String operation = target.substring(target.indexOf('.') + 1);
        boolean isTransaction = operation.equals("TransactWriteItems");
        // A transaction is two rounds.
        LockSupport.parkNanos(isTransaction ? 2 * nanos : nanos);
        ObjectNode answer;
        synchronized (this) {
            counts.merge(operation, 1, Integer::sum);
            answer = answer(operation, asked);
        }
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(answer.has("__type") ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode answer(String operation, JsonNode asked) {
        ObjectNode answer = JSON.createObjectNode();
        switch (operation) {
            case "GetItem" -> {
                JsonNode item = items.get(key(asked.path("TableName"), asked.path("Key")));
                if (item != null) {
                    answer.set("Item", item);
                }
            }
            case "BatchGetItem" ->
                    asked.path("RequestItems")
                            .properties()
                            .forEach(table -> {
                                ArrayNode found =
                                        answer.withObject("/Responses").putArray(table.getKey());
                                for (JsonNode key : table.getValue().path("Keys")) {
                                    JsonNode item =
                                            items.get(
                                                    table.getKey() + key(JSON.nullNode(), key));
                                    if (item != null) {
                                        found.add(item);
                                    }
                                }
                                answer.putObject("UnprocessedKeys");
                            });
            case "PutItem" -> {
                if (!holds(asked)) {
                    return refused("ConditionalCheckFailedException");
                }
                put(asked);
            }
            case "TransactWriteItems" -> {
                for (JsonNode each : asked.path("TransactItems")) {
                    if (!holds(each.path("Put"))) {
                        return refused("TransactionConflictException");
                    }
                }
                asked.path("TransactItems").forEach(each -> put(each.path("Put")));
            }
            case "Scan", "Query" -> page(asked, answer, operation.equals("Query"));
            default -> throw new IllegalStateException("the stub knows no " + operation);
        }
        return answer;
    }

    private static ObjectNode refused(String why) {
        return JSON.createObjectNode().put("__type", "com.amazonaws.dynamodb.v20120810#" + why);
    }

    private boolean holds(JsonNode put) {
        JsonNode there = items.get(key(put.path("TableName"), put.path("Item")));
        String condition = put.path("ConditionExpression").asText();
        if (condition.contains("attribute_not_exists")) {
            return there == null;
        }
        return !condition.equals("version = :version")
                || (there != null
                        && there.at("/version/N")
                                .equals(put.at("/ExpressionAttributeValues/:version/N")));
    }

    private void put(JsonNode put) {
        counts.merge("items written", 1, Integer::sum);
        items.put(key(put.path("TableName"), put.path("Item")), put.path("Item"));
    }

    private void page(JsonNode asked, ObjectNode answer, boolean isQuery) {
        String table = asked.path("TableName").asText();
        JsonNode start = asked.path("ExclusiveStartKey");
        String from =
                start.isObject() ? key(asked.path("TableName"), start) : table + "|";
        String user = asked.at("/ExpressionAttributeValues/:user/S").asText();
        ArrayNode found = answer.putArray("Items");
        int seen = 0;
        for (Map.Entry<String, JsonNode> each :
                List.copyOf(items.tailMap(from, false).entrySet())) {
            if (!each.getKey().startsWith(table + "|")) {
                break;
            }
            JsonNode item = each.getValue();
            boolean fits =
                    isQuery
                            ? item.at("/user/S").asText().equals(user)
                            : item.at("/sk/S").asText().equals("identity")
                                    && !item.at("/status/S").asText().equals("DELETED");
            if (fits) {
                found.add(item);
            }
            if (++seen == PAGE && !isQuery) {
                ObjectNode last = answer.putObject("LastEvaluatedKey");
                last.set("pk", item.path("pk"));
                last.set("sk", item.path("sk"));
                break;
            }
        }
        answer.put("Count", found.size()).put("ScannedCount", seen);
    }

    private static String key(JsonNode table, JsonNode key) {
        JsonNode sort = key.path("sk");
        return (table.isTextual() ? table.asText() : "")
                + "|"
                + key.at("/pk/S").asText()
                + "|"
                + sort.path("S").asText(sort.path("N").asText());
    }
}
