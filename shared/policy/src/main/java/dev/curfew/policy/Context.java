package dev.curfew.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The condition keys of a request and their values. Keys have no case; a key without values counts
 * as absent.
 */
public record Context(Map<String, List<String>> values) {
    public static final Context EMPTY = new Context(Map.of());

    public Context {
        var folded = new TreeMap<String, List<String>>();
        values.forEach((key, all) -> {
            if (folded.put(key.toLowerCase(Locale.ROOT), List.copyOf(all)) != null) {
                throw new IllegalArgumentException(
                        "the key `" + key + "` stands twice: keys do not differ by case");
            }
        });
        folded.values().removeIf(List::isEmpty);
        values = Map.copyOf(folded);
    }

    /** The values of a key, none if it is absent. */
    public List<String> get(String key) {
        return values.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }

    /** These keys and the others; where both have one, the other's values stand. */
    public Context with(Context other) {
        if (values.isEmpty() || other.values.isEmpty()) {
            return values.isEmpty() ? other : this;
        }
        var all = new HashMap<>(values);
        all.putAll(other.values);
        return new Context(all);
    }
}
