package dev.curfew.aws;

import dev.curfew.core.journal.Chain;
import dev.curfew.core.journal.Entry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The form of a journal entry in its table, and of where the journal stands in its subject's item.
 */
final class JournalItem {

    /** In the subject's item: how many entries it has. */
    static final String COUNT = "journalCount";

    /** In the subject's item: the hash of its last entry. */
    static final String HEAD = "journalHead";

    private JournalItem() {}

    /**
     * The write of an entry, to go into one transaction with the change that it tells of. An entry
     * is never written over another.
     */
    static TransactWriteItem append(String table, Entry entry) {
        Put put =
                Put.builder()
                        .tableName(table)
                        .item(write(entry))
                        .conditionExpression("attribute_not_exists(pk)")
                        .build();
        return TransactWriteItem.builder().put(put).build();
    }

    /** Adds to a subject's item where its journal stands. */
    static Item mark(Item subject, Chain journal) {
        return subject.with(COUNT, journal.count()).with(HEAD, journal.head());
    }

    /**
     * Where the journal stands according to the subject's item; at its start if it does not say.
     */
    static Chain chain(Map<String, AttributeValue> subject) {
        return new Chain(number(subject, COUNT), text(subject, HEAD));
    }

    private static Map<String, AttributeValue> write(Entry entry) {
        Map<String, AttributeValue> detail = new TreeMap<>();
        entry.detail().forEach((name, value) -> detail.put(name, Item.text(value)));
        Map<String, AttributeValue> item =
                Item.empty()
                        .with("pk", entry.subject())
                        .with("sk", entry.number())
                        .with("at", entry.at())
                        .with("what", entry.what())
                        .with("by", entry.by())
                        .with("previous", entry.previous())
                        .with("hash", entry.hash())
                        .attributes();
        item.put("detail", AttributeValue.fromM(detail));
        return item;
    }

    /**
     * Reads an entry, whatever became of it: a field that is missing or not what it was reads as
     * empty, so that the hash tells, and not an exception.
     */
    static Entry read(Map<String, AttributeValue> item) {
        SortedMap<String, String> detail = new TreeMap<>();
        AttributeValue details = item.get("detail");
        if (details != null && details.hasM()) {
            details.m().keySet().forEach(name -> detail.put(name, text(details.m(), name)));
        }
        return new Entry(
                text(item, "pk"),
                number(item, "sk"),
                time(text(item, "at")),
                text(item, "what"),
                text(item, "by"),
                detail,
                text(item, "previous"),
                text(item, "hash"));
    }

    /** 0, which numbers no entry, where there is no whole number. */
    private static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        try {
            return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
        } catch (NumberFormatException changed) {
            return 0;
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException changed) {
            return Instant.EPOCH;
        }
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }
}
