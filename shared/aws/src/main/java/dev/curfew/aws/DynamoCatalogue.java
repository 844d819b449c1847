package dev.curfew.aws;

import dev.curfew.core.document.Json;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.lifecycle.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
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
    private final SystemJournal system;
    private final String table;
    private final List<String> own;

    /**
     * @param inventory the table in which it stands where the journal of the system is
     * @param journal the table of journals
     * @param own whom nothing ever becomes of, as {@link Terms} has it
     */
    public DynamoCatalogue(
            DynamoDbClient dynamo,
            String table,
            String inventory,
            String journal,
            List<String> own) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo);
        this.system = new SystemJournal(dynamo, inventory, journal);
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
    public Limits apply(Limits limits, Instant at) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Item known = item(LIMITS).orElse(null);
            Limits standing = known == null ? null : readable(known);
            if (standing != null && standing.saySameAs(limits)) {
                return standing;
            }
            long version = known == null ? 0 : known.count("version");
            Limits next = limits.inForce(version + 1, String.valueOf(limits.appliedBy()));
            List<TransactWriteItem> writes = new ArrayList<>();
            writes.add(
                    put(
                            limits(LIMITS, next),
                            "attribute_not_exists(pk) OR version = :known",
                            null,
                            Map.of(":known", Item.number(version))));
            writes.add(
                    put(
                            limits(LIMITS + "#" + next.version(), next),
                            "attribute_not_exists(pk)",
                            null,
                            null));
            writes.addAll(
                    system.append(
                            at,
                            "limits-applied",
                            String.valueOf(next.appliedBy()),
                            Map.of("version", String.valueOf(next.version()))));
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
    public Stop stop(Stop stop) {
        TransactWriteItem halt =
                put(
                        stop(stop, false),
                        "attribute_not_exists(pk) OR #over = :over",
                        Map.of("#over", "over"),
                        Map.of(":over", AttributeValue.fromBool(true)));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Transactions.Result result =
                    transactions.write(
                            with(
                                    halt,
                                    system.append(
                                            stop.at(),
                                            "stopped",
                                            stop.by(),
                                            Map.of("reason", stop.reason()))));
            if (result instanceof Transactions.Written) {
                return stop;
            }
            // It is halted already, by this very write if its answer was lost; unless somebody has
            // resumed meanwhile, or another entry came in between.
            Stop standing = stop();
            if (standing != null) {
                return standing;
            }
        }
        // A journal that takes no entry must not keep people from stopping.
        transactions.write(List.of(halt));
        throw new IllegalStateException(
                "automatic action is stopped, but the journal of the system takes no entry");
    }

    @Override
    public void resume(Instant at, String by, String reason) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Stop standing = stop();
            if (standing == null) {
                // Nothing was halted, or it was ended by this very write, its answer lost, or by
                // somebody else.
                return;
            }
            TransactWriteItem end =
                    put(
                            stop(standing, true),
                            "#at = :at AND #over = :over",
                            Map.of("#at", "at", "#over", "over"),
                            Map.of(
                                    ":at",
                                    Item.text(standing.at().toString()),
                                    ":over",
                                    AttributeValue.fromBool(false)));
            Map<String, String> detail =
                    Map.of(
                            "reason", reason,
                            "stoppedAt", standing.at().toString(),
                            "stoppedBy", standing.by());
            switch (transactions.write(with(end, system.append(at, "resumed", by, detail)))) {
                case Transactions.Written written -> {
                    return;
                }
                case Transactions.Refused(List<Integer> indexes) when indexes.contains(0) -> {
                    return; // Somebody else ended it, and a stop since then stays.
                }
                case Transactions.Refused refused -> {} // Another entry came in between.
            }
        }
        throw new IllegalStateException("the journal of the system takes no entry");
    }

    private static List<TransactWriteItem> with(
            TransactWriteItem change, List<TransactWriteItem> entry) {
        List<TransactWriteItem> all = new ArrayList<>();
        all.add(change);
        all.addAll(entry);
        return all;
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
            Item item,
            String condition,
            @Nullable Map<String, String> names,
            @Nullable Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .put(
                        Put.builder()
                                .tableName(table)
                                .item(item.attributes())
                                .conditionExpression(condition)
                                .expressionAttributeNames(names)
                                .expressionAttributeValues(values)
                                .build())
                .build();
    }
}
