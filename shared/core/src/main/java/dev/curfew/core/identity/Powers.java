package dev.curfew.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a principal's policies let it do, in short.
 *
 * @param admin whether it may do everything, or give itself the right to
 * @param wildcardWrites services in which it may write to every resource, such as {@code s3}
 */
public record Powers(boolean admin, SortedSet<String> wildcardWrites) {

    public static final Powers NONE = new Powers(false, new TreeSet<>());

    public Powers {
        wildcardWrites = Collections.unmodifiableSortedSet(new TreeSet<>(wildcardWrites));
    }

    /** The powers that these policies give together; JSON texts. What is denied is not seen. */
    public static Powers of(List<String> policies) {
        boolean admin = policies.stream().map(Json::read).anyMatch(Powers::allowsEverything);
        return new Powers(admin, new TreeSet<>());
    }

    private static boolean allowsEverything(JsonNode policy) {
        for (JsonNode statement : policy.path("Statement")) {
            if (statement.path("Effect").asText().equals("Allow")
                    && statement.path("Action").asText().equals("*")
                    && statement.path("Resource").asText().equals("*")) {
                return true;
            }
        }
        return false;
    }
}
