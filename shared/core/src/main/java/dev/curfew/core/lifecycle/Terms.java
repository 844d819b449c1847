package dev.curfew.core.lifecycle;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the catalogue about identities: read whole, or not at all.
 *
 * @param exemptions by the identity's unique id, those that have ended too
 * @param stop null while automatic action goes on
 * @param own ARNs of Curfew's own users and roles and of whoever deployed it, in which {@code *}
 *     stands for any characters; nobody writes them into the catalogue, the stack knows them
 */
public record Terms(
        Limits limits,
        Map<String, Exemption> exemptions,
        @Nullable Stop stop,
        List<String> own) {
    public Terms {
        exemptions = Map.copyOf(exemptions);
        own = List.copyOf(own);
    }
}
