package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.IdentityKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the sweep will do, written down before anything of it is done.
 *
 * @param run id of the sweep's run, such as {@code 2026-03-01T00:30:00Z}
 * @param at when it was decided
 * @param limits version of the limits that it follows
 * @param executed whether it is carried out; a plan may be made to be looked at only
 * @param stopped why nothing of it is carried out; null when nothing stands in the way
 * @param known how many identities of each kind the inventory holds
 * @param actions what is carried out, in due order, within the belts
 * @param backlog what is due and has to wait for the next run because the belts hold it back
 * @param shown what would be done if it were enforced
 */
public record Plan(
        String run,
        Instant at,
        long limits,
        boolean executed,
        @Nullable String stopped,
        Map<IdentityKind, Integer> known,
        List<Planned> actions,
        List<Planned> backlog,
        List<Planned> shown) {

    public Plan {
        known = Map.copyOf(known);
        actions = List.copyOf(actions);
        backlog = List.copyOf(backlog);
        shown = List.copyOf(shown);
    }

    /**
     * One action on one identity.
     *
     * @param name its name, or its user's; null when it is not known
     * @param due since when it is due
     * @param reason one sentence with the numbers that decided
     */
    public record Planned(
            String identity,
            IdentityKind kind,
            @Nullable String name,
            Action action,
            Instant due,
            String reason) {}
}
