package dev.curfew.core.lifecycle;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the catalogue about identities: read whole, or not at all.
 *
 * @param exemptions by the identity's unique id, those that have ended too
 * @param stop null while automatic action goes on
 */
public record Terms(Limits limits, Map<String, Exemption> exemptions, @Nullable Stop stop) {
    public Terms {
        exemptions = Map.copyOf(exemptions);
    }
}
