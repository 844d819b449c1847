package dev.curfew.aws;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.identity.NameHistory;
import dev.curfew.core.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The inventory in its DynamoDB table: one item an identity, and for each name of a user or role
 * one item for each bearer, renaming and deletion, so that a name's history is read consistently
 * with one query.
 */
public final class DynamoInventory implements Inventory {

    /**
     * An event comes a day late at most by itself, and 14 days later from the dead-letter queue;
     * long after that, DynamoDB may clean a deletion or a renaming up.
     */
    private static final Duration NOTES_KEPT = Duration.ofDays(60);

    /** The index of credentials by their user. */
    private static final String BY_USER = "user";

    /** As many items as one batch may ask for. */
    private static final int BATCH = 100;

    private static final String BEARER = "bearer#";
    private static final String DELETED = "deleted#";
    private static final String RENAMED = "renamed#";

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;
    private final String journal;

    public DynamoInventory(DynamoDbClient dynamo, String table, String journal) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo);
        this.table = table;
        this.journal = journal;
    }

    @Override
    public Optional<Identity> find(String id) {
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table).key(IdentityItem.key(id)).consistentRead(true))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(IdentityItem.read(item));
    }

    @Override
    public Map<String, Identity> find(Set<String> ids) {
        Map<String, Identity> found = new HashMap<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<String> some = all.subList(from, Math.min(from + BATCH, all.size()));
            KeysAndAttributes keys =
                    KeysAndAttributes.builder()
                            .keys(some.stream().map(IdentityItem::key).toList())
                            .consistentRead(true)
                            .build();
            // Asks again for what an answer had no room for.
            dynamo.batchGetItemPaginator(get -> get.requestItems(Map.of(table, keys))).stream()
                    .flatMap(page -> page.responses().getOrDefault(table, List.of()).stream())
                    .map(IdentityItem::read)
                    .forEach(identity -> found.put(identity.id(), identity));
        }
        return found;
    }

    @Override
    public List<Identity> credentialsOf(String userId) {
        Set<String> ids =
                dynamo
                        .queryPaginator(query ->
                                query.tableName(table)
                                        .indexName(BY_USER)
                                        .keyConditionExpression("#user = :user")
                                        .expressionAttributeNames(Map.of("#user", "user"))
                                        .expressionAttributeValues(
                                                Map.of(":user", Item.text(userId))))
                        .items()
                        .stream()
                        .map(item -> Item.of(item).string("pk"))
                        .collect(Collectors.toSet());
        return find(ids).values().stream()
                .filter(identity -> userId.equals(identity.user()))
                .filter(identity -> identity.status() != IdentityStatus.DELETED)
                .toList();
    }

    @Override
    public boolean note(Identity before, Identity after) {
        try {
            dynamo.putItem(put ->
                    put.tableName(table)
                            .item(identity(after))
                            .conditionExpression("version = :version")
                            .expressionAttributeValues(
                                    Map.of(":version", Item.number(before.version()))));
            return true;
        } catch (ConditionalCheckFailedException changed) {
            return false;
        }
    }

    @Override
    public List<Identity> list() {
        return dynamo
                .scanPaginator(scan ->
                        scan.tableName(table)
                                .filterExpression("sk = :identity AND #status <> :deleted")
                                .expressionAttributeNames(Map.of("#status", "status"))
                                .expressionAttributeValues(
                                        Map.of(
                                                ":identity", Item.text(IdentityItem.SORT),
                                                ":deleted",
                                                        Item.text(IdentityStatus.DELETED.name()))))
                .items()
                .stream()
                .map(IdentityItem::read)
                .toList();
    }

    @Override
    public boolean put(@Nullable Identity before, Identity after, Entry entry) {
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(
                before == null
                        ? put(identity(after), "attribute_not_exists(pk)", Map.of())
                        : put(
                                identity(after),
                                "version = :version",
                                Map.of(":version", Item.number(before.version()))));
        writes.add(JournalItem.append(journal, entry));
        if (before == null || before.created() == null) {
            listed(after).ifPresent(bearer -> writes.add(put(bearer, null, Map.of())));
        }
        return switch (transactions.write(writes)) {
            case Transactions.Written written -> true;
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(0) -> false;
            case Transactions.Refused refused ->
                    throw new IllegalStateException(
                            "the journal of `"
                                    + after.id()
                                    + "` holds an entry "
                                    + entry.number()
                                    + " that its item does not count");
        };
    }

    @Override
    public void noteBearer(
            IdentityKind kind, String account, String name, NameHistory.Bearer bearer) {
        Map<String, AttributeValue> note = bearerItem(kind, account, name, bearer);
        dynamo.putItem(put -> put.tableName(table).item(note));
    }

    @Override
    public void noteRename(IdentityKind kind, String account, NameHistory.Rename rename) {
        for (String name : List.of(rename.from(), rename.to())) {
            Item note =
                    Item.empty()
                            .with("pk", nameKey(kind, account, name))
                            .with("sk", RENAMED + rename.at() + "#" + rename.event())
                            .with("from", rename.from())
                            .with("to", rename.to())
                            .with("at", rename.at())
                            .with("by", rename.by())
                            .with("event", rename.event())
                            .with("ttl", rename.at().plus(NOTES_KEPT).getEpochSecond());
            dynamo.putItem(put -> put.tableName(table).item(note.attributes()));
        }
    }

    @Override
    public void noteDeletion(
            IdentityKind kind, String account, String name, NameHistory.Deletion deletion) {
        Item note =
                Item.empty()
                        .with("pk", nameKey(kind, account, name))
                        .with("sk", DELETED + deletion.at())
                        .with("by", deletion.by())
                        .with("event", deletion.event())
                        .with("ttl", deletion.at().plus(NOTES_KEPT).getEpochSecond());
        dynamo.putItem(put -> put.tableName(table).item(note.attributes()));
    }

    @Override
    public NameHistory history(IdentityKind kind, String account, String name) {
        List<NameHistory.Bearer> bearers = new ArrayList<>();
        List<NameHistory.Rename> arrivals = new ArrayList<>();
        List<NameHistory.Rename> departures = new ArrayList<>();
        List<NameHistory.Deletion> deletions = new ArrayList<>();
        dynamo.queryPaginator(query ->
                        query.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression("pk = :name")
                                .expressionAttributeValues(
                                        Map.of(":name", Item.text(nameKey(kind, account, name)))))
                .items()
                .forEach(attributes -> {
                    Item item = Item.of(attributes);
                    String sort = item.string("sk");
                    if (sort.startsWith(BEARER)) {
                        bearers.add(
                                new NameHistory.Bearer(
                                        sort.substring(BEARER.length()), item.time("since")));
                    } else if (sort.startsWith(RENAMED)) {
                        NameHistory.Rename rename = rename(item);
                        // A change of case alone is both.
                        if (rename.to().equalsIgnoreCase(name)) {
                            arrivals.add(rename);
                        }
                        if (rename.from().equalsIgnoreCase(name)) {
                            departures.add(rename);
                        }
                    } else {
                        deletions.add(
                                new NameHistory.Deletion(
                                        Instant.parse(sort.substring(DELETED.length())),
                                        // Notes from before there was a journal do not say.
                                        Objects.requireNonNullElse(
                                                item.stringOrNull("by"), "unknown"),
                                        Objects.requireNonNullElse(
                                                item.stringOrNull("event"), "unknown")));
                    }
                });
        return new NameHistory(bearers, arrivals, departures, deletions);
    }

    private static NameHistory.Rename rename(Item item) {
        return new NameHistory.Rename(
                item.string("from"),
                item.string("to"),
                item.time("at"),
                item.string("by"),
                item.string("event"));
    }

    private static Map<String, AttributeValue> identity(Identity identity) {
        Map<String, AttributeValue> item = IdentityItem.write(identity);
        item.put("sk", Item.text(IdentityItem.SORT));
        return item;
    }

    /** What enters the history of a name when the account's listing tells of its bearer. */
    private static Optional<Map<String, AttributeValue>> listed(Identity identity) {
        Identity.Creation created = identity.created();
        String name = identity.name();
        if (created == null
                || created.by() != null
                || name == null
                || !identity.kind().isPrincipal()) {
            return Optional.empty();
        }
        return Optional.of(
                bearerItem(
                        identity.kind(),
                        identity.account(),
                        name,
                        new NameHistory.Bearer(identity.id(), created.at())));
    }

    private static Map<String, AttributeValue> bearerItem(
            IdentityKind kind, String account, String name, NameHistory.Bearer bearer) {
        return Item.empty()
                .with("pk", nameKey(kind, account, name))
                .with("sk", BEARER + bearer.id())
                .with("since", bearer.since())
                .attributes();
    }

    private static String nameKey(IdentityKind kind, String account, String name) {
        // IAM compares names without regard to case.
        return "name#" + kind + "#" + account + "#" + name.toLowerCase(Locale.ROOT);
    }

    private TransactWriteItem put(
            Map<String, AttributeValue> item,
            @Nullable String condition,
            Map<String, AttributeValue> values) {
        Put.Builder put = Put.builder().tableName(table).item(item).conditionExpression(condition);
        if (!values.isEmpty()) {
            put.expressionAttributeValues(values);
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }
}
