package dev.curfew.core.lifecycle;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the plan of one run out of what was decided: what takes something away, in the order in
 * which it fell due, as far as the belts let it.
 */
public final class Planning {

    private static final Comparator<Plan.Planned> IN_DUE_ORDER =
            Comparator.comparing(Plan.Planned::due).thenComparing(Plan.Planned::identity);

    private Planning() {}

    /** An identity and what is to become of it. */
    public record Decided(Identity identity, Decision decision) {}

    /**
     * The plan of a run.
     *
     * @param executed whether it is to be carried out, if nothing is halted
     * @param decided every identity of the inventory: the belts are a share of them
     */
    public static Plan plan(
            String run, Instant at, Terms terms, boolean executed, Collection<Decided> decided) {
        List<Plan.Planned> due = new ArrayList<>();
        List<Plan.Planned> shown = new ArrayList<>();
        for (Decided each : decided) {
            if (each.decision.action().takes()) {
                (each.decision.enforced() ? due : shown).add(planned(each));
            }
        }
        due.sort(IN_DUE_ORDER);
        shown.sort(IN_DUE_ORDER);
        Map<IdentityKind, Integer> known =
                count(decided.stream().map(each -> each.identity.kind()).toList());
        Map<IdentityKind, Integer> taken = new EnumMap<>(IdentityKind.class);
        List<Plan.Planned> actions = new ArrayList<>();
        List<Plan.Planned> backlog = new ArrayList<>();
        for (Plan.Planned each : due) {
            int number = taken.merge(each.kind(), 1, Integer::sum);
            boolean fits =
                    number <= terms.limits().belts().most(known.getOrDefault(each.kind(), 0));
            (fits ? actions : backlog).add(each);
        }
        Stop stop = terms.stop();
        return new Plan(
                run,
                at,
                terms.limits().version(),
                executed,
                stop == null
                        ? null
                        : "halted at " + stop.at() + " by " + stop.by() + ": " + stop.reason(),
                known,
                actions,
                backlog,
                shown);
    }

    /**
     * The plan of a run whose terms cannot be read: nobody is acted on.
     *
     * @param identities every identity of the inventory
     */
    public static Plan unreadable(
            String run, Instant at, boolean executed, Collection<Identity> identities) {
        return new Plan(
                run,
                at,
                0,
                executed,
                "the limits, exemptions or the stop cannot be read, so nobody is acted on",
                count(identities.stream().map(Identity::kind).toList()),
                List.of(),
                List.of(),
                List.of());
    }

    /** Whether a plan does no more than the belts let it, by its own count of what is known. */
    static boolean isWithin(Limits.Belts belts, Plan plan) {
        return count(plan.actions().stream().map(Plan.Planned::kind).toList()).entrySet().stream()
                .allMatch(
                        each ->
                                each.getValue()
                                        <= belts.most(plan.known().getOrDefault(each.getKey(), 0)));
    }

    private static Plan.Planned planned(Decided each) {
        return new Plan.Planned(
                each.identity.id(),
                each.identity.kind(),
                each.identity.name(),
                each.decision.action(),
                Objects.requireNonNull(each.decision.due()),
                each.decision.reason());
    }

    private static Map<IdentityKind, Integer> count(List<IdentityKind> kinds) {
        Map<IdentityKind, Integer> counts = new EnumMap<>(IdentityKind.class);
        kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum));
        return counts;
    }
}
