package dev.curfew.aws;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A DynamoDB item being written or read. Absent and null are the same; times are ISO-8601 text. */
final class Item {

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    static Item empty() {
        return new Item(new LinkedHashMap<>());
    }

    static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    Item with(String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, text(value));
        }
        return this;
    }

    Item with(String name, @Nullable Instant value) {
        return with(name, value == null ? null : value.toString());
    }

    Item with(String name, long value) {
        attributes.put(name, number(value));
        return this;
    }

    Item with(String name, boolean value) {
        attributes.put(name, AttributeValue.fromBool(value));
        return this;
    }

    /** An empty list and none are the same. */
    Item with(String name, List<AttributeValue> value) {
        if (!value.isEmpty()) {
            attributes.put(name, AttributeValue.fromL(value));
        }
        return this;
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String string(String name) {
        String value = stringOrNull(name);
        if (value == null) {
            throw corrupt(name);
        }
        return value;
    }

    @Nullable String stringOrNull(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? null : value.s();
    }

    Instant time(String name) {
        return Instant.parse(string(name));
    }

    @Nullable Instant timeOrNull(String name) {
        String value = stringOrNull(name);
        return value == null ? null : Instant.parse(value);
    }

    long count(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null || value.n() == null) {
            throw corrupt(name);
        }
        return Long.parseLong(value.n());
    }

    boolean flag(String name) {
        AttributeValue value = attributes.get(name);
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    List<AttributeValue> list(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? List.of() : value.l();
    }

    /** The attributes of a map; none when there is no such map. */
    Item map(String name) {
        AttributeValue value = attributes.get(name);
        return value == null ? empty() : of(value.m());
    }

    static IllegalStateException corrupt(String name) {
        return new IllegalStateException("a stored item has no `" + name + "`");
    }
}
