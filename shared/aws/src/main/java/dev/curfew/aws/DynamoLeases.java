package dev.curfew.aws;

import dev.curfew.core.journal.Entry;
import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Lineage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Leases in their DynamoDB table. A lease, its journal entry, its counts and its denial change in
 * one transaction.
 */
public final class DynamoLeases implements Leases {

    /** The places of an opening's writes in their transaction. */
    private static final int LEASE = 0;

    private static final int ROLE = 1;
    private static final int HOLDER = 2;
    private static final int HALT = 3;
    private static final int JOURNAL = 4;

    /** The places of a change's writes in their transaction. */
    private static final int CHANGED = 0;

    private static final int CHANGE_JOURNAL = 1;

    private final DynamoDbClient dynamo;
    private final Transactions transactions;
    private final String table;
    private final String journal;

    /**
     * @param table the leases' own
     * @param journal the table of journal entries
     */
    public DynamoLeases(DynamoDbClient dynamo, String table, String journal) {
        this.dynamo = dynamo;
        this.transactions = new Transactions(dynamo);
        this.table = table;
        this.journal = journal;
    }

    @Override
    public Opening open(Lease.Change requested, Limits limits) {
        Lease pending = requested.after();
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(put(LeaseItem.write(pending), "attribute_not_exists(pk)", Map.of()));
        writes.add(countUp(LeaseTable.sessionsOfRole(pending.role()), limits.perRole()));
        writes.add(countUp(LeaseTable.sessionsOfHolder(pending.holder().id()), limits.perHolder()));
        writes.add(isNotHalted(pending.holder().id()));
        journal(writes, requested.entry());
        writes.add(hold(pending));
        List<LeaseId> ancestors = pending.lineage().ancestors();
        if (!ancestors.isEmpty()) {
            writes.add(pointTo(pending));
        }
        ancestors.forEach(ancestor -> writes.add(isActive(ancestor, pending.issuedAt())));
        return switch (transactions.write(writes)) {
            case Transactions.Written written -> Opening.OPENED;
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(LEASE) ->
                    throw new IllegalStateException("lease id `" + pending.id() + "` is taken");
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(JOURNAL) ->
                    throw inTheWay(requested);
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(HALT) ->
                    Opening.HOLDER_HALTED;
            case Transactions.Refused(List<Integer> indexes)
                    when indexes.stream().anyMatch(index -> index > JOURNAL) ->
                    Opening.ANCESTOR_ENDED;
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(HOLDER) ->
                    Opening.HOLDER_FULL;
            case Transactions.Refused(List<Integer> indexes) when indexes.contains(ROLE) ->
                    Opening.ROLE_FULL;
            case Transactions.Refused refused ->
                    throw new IllegalStateException("no lease could be written: " + refused);
        };
    }

    @Override
    public Optional<Lease> find(LeaseId id) {
        Map<String, AttributeValue> item =
                dynamo.getItem(get ->
                                get.tableName(table).key(LeaseTable.lease(id)).consistentRead(true))
                        .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(LeaseItem.read(item));
    }

    @Override
    public List<LeaseId> below(Lineage lineage) {
        return dynamo
                .queryPaginator(query ->
                        query.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression("pk = :tree AND begins_with(sk, :above)")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":tree",
                                                Item.text(LeaseTable.tree(lineage)),
                                                ":above",
                                                Item.text(LeaseTable.belowPrefix(lineage)))))
                .items()
                .stream()
                .map(item -> new LeaseId(Item.of(item).string("lease")))
                .filter(id -> !id.equals(lineage.self()))
                .toList();
    }

    @Override
    public List<LeaseId> heldBy(String holder, Instant now) {
        return dynamo
                .queryPaginator(query ->
                        query.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression(
                                        "pk = :holder AND sk BETWEEN :now AND :last")
                                .expressionAttributeValues(
                                        Map.of(
                                                ":holder",
                                                Item.text(LeaseTable.holder(holder)),
                                                ":now",
                                                Item.text(LeaseTable.holdsFrom(now)),
                                                ":last",
                                                Item.text(LeaseTable.holdsLast()))))
                .items()
                .stream()
                .map(item -> new LeaseId(Item.of(item).string("lease")))
                .toList();
    }

    @Override
    public Map<String, Integer> sessionsOn(List<String> roles) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Map<String, AttributeValue> item :
                get(roles.stream().map(LeaseTable::sessionsOfRole).toList())) {
            counts.put(LeaseTable.roleOf(item), (int) Item.of(item).count("sessions"));
        }
        return counts;
    }

    @Override
    public boolean write(Lease.Change change) {
        Lease before = Objects.requireNonNull(change.before(), "a new lease is opened");
        Lease after = change.after();
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(
                put(
                        LeaseItem.write(after),
                        "version = :version",
                        Map.of(":version", Item.number(before.version()))));
        journal(writes, change.entry());
        Denial denial = change.denial();
        if (denial != null) {
            writes.add(put(DenialItem.write(denial)));
        }
        if (before.counted() && !after.counted()) {
            writes.add(countDown(LeaseTable.sessionsOfRole(before.role())));
            writes.add(countDown(LeaseTable.sessionsOfHolder(before.holder().id())));
        }
        return switch (transactions.write(writes)) {
            case Transactions.Written written -> true;
            case Transactions.Refused(List<Integer> indexes)
                    when !indexes.contains(CHANGED)
                            && change.entry() != null
                            && indexes.contains(CHANGE_JOURNAL) -> {
                // The record cannot be kept, but access ends all the same.
                if (denial != null) {
                    dynamo.putItem(put -> put.tableName(table).item(DenialItem.write(denial)));
                }
                throw inTheWay(change);
            }
            case Transactions.Refused refused -> alreadyAt(after);
        };
    }

    /** Nobody but a lease's own changes writes its journal, so this is no race. */
    private static IllegalStateException inTheWay(Lease.Change change) {
        return new IllegalStateException(
                "the journal of `"
                        + change.after().id()
                        + "` has an entry "
                        + change.after().journal().count()
                        + " that the lease does not know");
    }

    /**
     * An SDK retry after a lost answer finds its own write; that is a success, not another writer.
     */
    private boolean alreadyAt(Lease after) {
        return find(after.id()).equals(Optional.of(after));
    }

    @Override
    public Due due(Instant now, int limit) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        for (int shard = 0; shard < LeaseItem.SHARDS && keys.size() < limit; shard++) {
            QueryRequest query =
                    QueryRequest.builder()
                            .tableName(table)
                            .indexName(LeaseTable.DUE_INDEX)
                            .keyConditionExpression("dueShard = :shard AND dueAt <= :now")
                            .expressionAttributeValues(
                                    Map.of(
                                            ":shard", LeaseItem.shard(shard),
                                            ":now", Item.number(now.getEpochSecond())))
                            .limit(limit - keys.size())
                            .build();
            dynamo.query(query)
                    .items()
                    .forEach(item ->
                            keys.add(
                                    Map.of(
                                            "pk", Objects.requireNonNull(item.get("pk")),
                                            "sk", Objects.requireNonNull(item.get("sk")))));
        }
        // The index lags behind the table: what it names is read again, and what is no longer due
        // is left out.
        List<Lease> due = new ArrayList<>();
        Map<String, String> unreadable = new HashMap<>();
        for (Map<String, AttributeValue> item : get(keys)) {
            try {
                Lease lease = LeaseItem.read(item);
                if (isDue(lease, now)) {
                    due.add(lease);
                }
            } catch (RuntimeException unread) {
                // One of them must not keep the others from being ended.
                unreadable.put(LeaseTable.leaseOf(item), String.valueOf(unread.getMessage()));
            }
        }
        return new Due(due, unreadable);
    }

    private static boolean isDue(Lease lease, Instant now) {
        Instant due = lease.dueAt();
        return due != null && !due.isAfter(now);
    }

    @Override
    public List<Lease> list() {
        return dynamo
                .scanPaginator(scan ->
                        scan.tableName(table)
                                .filterExpression("sk = :lease")
                                .expressionAttributeValues(Map.of(":lease", Item.text("lease"))))
                .items()
                .stream()
                .map(LeaseItem::read)
                .toList();
    }

    private List<Map<String, AttributeValue>> get(
            List<? extends Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> left =
                keys.isEmpty()
                        ? Map.of()
                        : Map.of(
                                table,
                                KeysAndAttributes.builder()
                                        .keys(keys)
                                        .consistentRead(true)
                                        .build());
        while (!left.isEmpty()) {
            Map<String, KeysAndAttributes> asked = left;
            var answer = dynamo.batchGetItem(get -> get.requestItems(asked));
            items.addAll(answer.responses().getOrDefault(table, List.of()));
            left = answer.unprocessedKeys();
        }
        return items;
    }

    private void journal(List<TransactWriteItem> writes, @Nullable Entry entry) {
        if (entry != null) {
            writes.add(JournalItem.append(journal, entry));
        }
    }

    /** A halt that is written at the same time wins: one of the two transactions is refused. */
    private TransactWriteItem isNotHalted(String holder) {
        return TransactWriteItem.builder()
                .conditionCheck(
                        ConditionCheck.builder()
                                .tableName(table)
                                .key(LeaseTable.halt(holder))
                                .conditionExpression("attribute_not_exists(haltedAt)")
                                .build())
                .build();
    }

    /** So that all that a holder holds can be found without reading every lease. */
    private TransactWriteItem hold(Lease lease) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(LeaseTable.holds(lease));
        item.put("lease", Item.text(lease.id().value()));
        item.put("ttl", Item.number(lease.sessionEndsAt().getEpochSecond()));
        return put(item);
    }

    private TransactWriteItem pointTo(Lease lease) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(LeaseTable.below(lease.lineage()));
        item.put("lease", Item.text(lease.id().value()));
        item.put("ttl", Item.number(LeaseItem.cleanedUpAt(lease.grant())));
        return put(item);
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder().tableName(table).item(item).build())
                .build();
    }

    private TransactWriteItem put(
            Map<String, AttributeValue> item,
            String condition,
            Map<String, AttributeValue> values) {
        Put.Builder put = Put.builder().tableName(table).item(item).conditionExpression(condition);
        if (!values.isEmpty()) {
            put.expressionAttributeValues(values);
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    /** A revocation that runs at the same time wins: one of the two transactions is refused. */
    private TransactWriteItem isActive(LeaseId ancestor, Instant now) {
        return TransactWriteItem.builder()
                .conditionCheck(
                        ConditionCheck.builder()
                                .tableName(table)
                                .key(LeaseTable.lease(ancestor))
                                .conditionExpression("#state = :active AND expiresAt > :now")
                                .expressionAttributeNames(Map.of("#state", "state"))
                                .expressionAttributeValues(
                                        Map.of(
                                                ":active",
                                                Item.text(LeaseState.ACTIVE.name()),
                                                // Both are whole seconds, so text compares as time.
                                                ":now",
                                                Item.text(now.toString())))
                                .build())
                .build();
    }

    private TransactWriteItem countUp(Map<String, AttributeValue> key, int most) {
        return count(
                key,
                "SET sessions = if_not_exists(sessions, :none) + :one",
                "attribute_not_exists(sessions) OR sessions < :most",
                Map.of(
                        ":none",
                        Item.number(0),
                        ":one",
                        Item.number(1),
                        ":most",
                        Item.number(most)));
    }

    private TransactWriteItem countDown(Map<String, AttributeValue> key) {
        return count(
                key,
                "SET sessions = sessions - :one",
                "sessions >= :one",
                Map.of(":one", Item.number(1)));
    }

    private TransactWriteItem count(
            Map<String, AttributeValue> key,
            String update,
            String condition,
            Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .update(
                        Update.builder()
                                .tableName(table)
                                .key(key)
                                .updateExpression(update)
                                .conditionExpression(condition)
                                .expressionAttributeValues(values)
                                .build())
                .build();
    }
}
