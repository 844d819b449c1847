package dev.curfew.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sweeps of a deployed Curfew, each from its first step to its plan. */
final class Sweeps implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final DeployedCurfew curfew;
    private final S3Client s3;
    private final SqsClient sqs;

    Sweeps(DeployedCurfew curfew) {
        this.curfew = curfew;
        this.s3 = curfew.cloud().client(S3Client.builder().forcePathStyle(true));
        this.sqs = curfew.client(SqsClient.builder());
    }

    /** A sweep as the schedule begins it; answers its plan. */
    JsonNode scheduled() {
        Set<String> before = plans();
        curfew.tell("sweep", start());
        return next(before);
    }

    /** A sweep as operate begins it; answers its plan. */
    JsonNode asked() {
        Set<String> before = plans();
        send(start());
        return next(before);
    }

    /** A sweep whose run is of another day. Its first step is left out: it knows today only. */
    JsonNode on(Instant day) {
        Set<String> before = plans();
        curfew.iam().generateCredentialReport();
        ObjectNode step =
                Json.MAPPER
                        .createObjectNode()
                        .put("step", "policies")
                        .put("run", day.truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("by", "curfew.schedule")
                        .put("execute", true)
                        .put("first", false)
                        .put("page", 0)
                        .put("from", 0);
        send(step);
        return next(before);
    }

    void send(JsonNode step) {
        sqs.sendMessage(
                send -> send.queueUrl(curfew.output("SweepQueue")).messageBody(step.toString()));
    }

    private static ObjectNode start() {
        return Json.MAPPER
                .createObjectNode()
                .put("step", "start")
                .put("by", "curfew.schedule")
                .put("execute", true);
    }

    private JsonNode next(Set<String> before) {
        Instant patience = Instant.now().plus(PATIENCE);
        while (true) {
            SortedSet<String> now = plans();
            now.removeAll(before);
            if (!now.isEmpty()) {
                return Json.read(
                        s3.getObjectAsBytes(get ->
                                        get.bucket(curfew.output("SweepBucket")).key(now.first()))
                                .asString(StandardCharsets.UTF_8));
            }
            if (Instant.now().isAfter(patience)) {
                throw new AssertionError("the sweep came to no plan: " + FunctionLogs.read(curfew));
            }
            DeployedCurfew.pause();
        }
    }

    private SortedSet<String> plans() {
        return s3
                .listObjectsV2Paginator(
                        list -> list.bucket(curfew.output("SweepBucket")).prefix("plans/"))
                .contents()
                .stream()
                .map(S3Object::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All items of the inventory and the journal, by table and key. */
    Map<String, String> items() {
        Map<String, String> items = new TreeMap<>();
        for (String table : List.of("InventoryTable", "JournalTable")) {
            for (Map<String, AttributeValue> item :
                    curfew.dynamo()
                            .scanPaginator(scan ->
                                    scan.tableName(curfew.output(table)).consistentRead(true))
                            .items()) {
                items.put(
                        table + " " + item.get("pk") + " " + item.get("sk"),
                        new TreeMap<>(item).toString());
            }
        }
        return items;
    }

    /** Waits until nothing has been written for some seconds. */
    void quiet() {
        Instant patience = Instant.now().plus(PATIENCE);
        Map<String, String> before = items();
        Instant since = Instant.now();
        while (since.plusSeconds(5).isAfter(Instant.now())) {
            if (Instant.now().isAfter(patience)) {
                throw new AssertionError("the tables are written on and on");
            }
            DeployedCurfew.pause();
            Map<String, String> now = items();
            if (!now.equals(before)) {
                before = now;
                since = Instant.now();
            }
        }
    }

    @Override
    public void close() {
        s3.close();
        sqs.close();
    }
}
