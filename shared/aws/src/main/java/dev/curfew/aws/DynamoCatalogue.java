package dev.curfew.aws;

import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.lifecycle.Terms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The terms in the catalogue's table, beside the tasks:
 *
 * <pre>
 *   limits           the limits in force
 *   limits#NUMBER    every version of them that ever was
 *   exemption#ID     the last exemption of an identity
 *   stop             the last stop, until it is marked as over
 * </pre>
 */
public final class DynamoCatalogue implements Catalogue {

    private static final String LIMITS = "limits";
    private static final String EXEMPTION = "exemption#";
    private static final String STOP = "stop";

    /** Others who write at the same moment are few: people. */
    private static final int ATTEMPTS = 10;

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;
    private final List<String> own;

    /**
     * @param own whom nothing ever becomes of, as {@link Terms} has it
     */
    public DynamoCatalogue(DynamoDbClient dynamo, String table, List<String> own) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo);
        this.table = table;
        this.own = List.copyOf(own);
    }

    @Override
    public Terms terms() {
        Limits limits = Limits.DEFAULT;
        Map<String, Exemption> exemptions = new HashMap<>();
        for (Map<String, AttributeValue> attributes : everything()) {
            Item item = Item.of(attributes);
            String key = item.string("pk");
            if (key.equals(LIMITS)) {
                limits = limits(item);
            } else if (key.startsWith(EXEMPTION)) {
                Exemption exemption = exemption(key.substring(EXEMPTION.length()), item);
                exemptions.put(exemption.identity(), exemption);
            }
        }
        // Last, so that a stop counts that was made while the rest was read.
        return new Terms(limits, exemptions, stop(), own);
    }

    /**
     * The limits in force alone.
     *
     * @throws IllegalStateException when they cannot be understood
     */
    public Limits limits() {
        return item(LIMITS).map(DynamoCatalogue::limits).orElse(Limits.DEFAULT);
    }

    private Iterable<Map<String, AttributeValue>> everything() {
        return dynamo.scanPaginator(scan ->
                        scan.tableName(table)
                                .consistentRead(true)
                                .filterExpression("pk = :limits OR begins_with(pk, :exemption)")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":limits", Item.text(LIMITS),
                                                ":exemption", Item.text(EXEMPTION))))
                .items();
    }

    @Override
    public Limits apply(Limits limits) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Item known = item(LIMITS).orElse(null);
            Limits standing = known == null ? null : readable(known);
            if (standing != null && standing.saySameAs(limits)) {
                return standing;
            }
            long version = known == null ? 0 : known.count("version");
            Limits next = limits.inForce(version + 1, String.valueOf(limits.appliedBy()));
            List<TransactWriteItem> writes =
                    List.of(
                            put(
                                    limits(LIMITS, next),
                                    "attribute_not_exists(pk) OR version = :known",
                                    Map.of(":known", Item.number(version))),
                            put(
                                    limits(LIMITS + "#" + next.version(), next),
                                    "attribute_not_exists(pk)",
                                    null));
            switch (transactions.write(writes)) {
                case Transactions.Written written -> {
                    return next;
                }
                case Transactions.Refused refused -> {} // Another version came in between.
            }
        }
        throw new IllegalStateException("the limits are changed by others all the time");
    }

    /** Null where limits that cannot be read stand in the way of those that mend them. */
    private static @Nullable Limits readable(Item item) {
        try {
            return limits(item);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    @Override
    public void exempt(Exemption exemption) {
        Item item =
                Item.empty()
                        .with("pk", EXEMPTION + exemption.identity())
                        .with("owner", exemption.owner())
                        .with("reason", exemption.reason())
                        .with("until", exemption.until())
                        .with("since", exemption.since())
                        .with("by", exemption.by());
        dynamo.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    @Override
    public void stop(Stop stop) {
        try {
            dynamo.putItem(put ->
                    put.tableName(table)
                            .item(stop(stop, false).attributes())
                            .conditionExpression("attribute_not_exists(pk) OR #over = :over")
                            .expressionAttributeNames(Map.of("#over", "over"))
                            .expressionAttributeValues(
                                    Map.of(":over", AttributeValue.fromBool(true))));
        } catch (ConditionalCheckFailedException halted) {
            // It is halted already.
        }
    }

    @Override
    public void resume() {
        Stop standing = stop();
        if (standing == null) {
            return;
        }
        try {
            dynamo.putItem(put ->
                    put.tableName(table)
                            .item(stop(standing, true).attributes())
                            .conditionExpression("#at = :at AND #over = :over")
                            .expressionAttributeNames(Map.of("#at", "at", "#over", "over"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":at",
                                            Item.text(standing.at().toString()),
                                            ":over",
                                            AttributeValue.fromBool(false))));
        } catch (ConditionalCheckFailedException ended) {
            // By this very write, its answer lost, or by somebody else's; a stop since then stays.
        }
    }

    private @Nullable Stop stop() {
        Item item = item(STOP).orElse(null);
        if (item == null || item.flag("over")) {
            return null;
        }
        return new Stop(item.time("at"), item.string("by"), item.string("reason"));
    }

    private static Item stop(Stop stop, boolean over) {
        return Item.empty()
                .with("pk", STOP)
                .with("at", stop.at())
                .with("by", stop.by())
                .with("reason", stop.reason())
                .with("over", over);
    }

    private static Exemption exemption(String identity, Item item) {
        return new Exemption(
                identity,
                item.string("owner"),
                item.string("reason"),
                item.time("until"),
                item.time("since"),
                item.string("by"));
    }

    private static Item limits(String key, Limits limits) {
        return Item.empty()
                .with("pk", key)
                .with("version", limits.version())
                .with("by", limits.appliedBy())
                .with("document", LimitsDocument.write(limits).toString());
    }

    private static Limits limits(Item item) {
        return switch (LimitsDocument.read(Json.read(item.string("document")))) {
            case LimitsDocument.Read.Valid(Limits limits) ->
                    limits.inForce(item.count("version"), item.string("by"));
            case LimitsDocument.Read.Invalid(var problems) ->
                    throw new IllegalStateException(
                            "the limits in force are not valid: " + problems);
        };
    }

    private Optional<Item> item(String key) {
        Map<String, AttributeValue> attributes =
                dynamo.getItem(get ->
                                get.tableName(table)
                                        .key(Map.of("pk", Item.text(key)))
                                        .consistentRead(true))
                        .item();
        return attributes.isEmpty() ? Optional.empty() : Optional.of(Item.of(attributes));
    }

    private TransactWriteItem put(
            Item item, String condition, @Nullable Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .put(
                        Put.builder()
                                .tableName(table)
                                .item(item.attributes())
                                .conditionExpression(condition)
                                .expressionAttributeValues(values)
                                .build())
                .build();
    }
}
