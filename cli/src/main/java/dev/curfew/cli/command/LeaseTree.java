package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.lease.LeaseId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lease with what was delegated from it. */
public record LeaseTree(Standing top, List<LeaseTree> delegated) {

    public LeaseTree {
        delegated = List.copyOf(delegated);
    }

    /**
     * The trees of these leases, in their order. A lease whose parent is not among them, since it
     * has been cleaned up, stands at the top.
     */
    public static List<LeaseTree> of(List<Standing> leases) {
        Set<LeaseId> known = new HashSet<>();
        leases.forEach(standing -> known.add(standing.lease().id()));
        Map<LeaseId, List<Standing>> below =
                leases.stream()
                        .filter(standing -> standing.parent().filter(known::contains).isPresent())
                        .collect(
                                Collectors.groupingBy(standing -> standing.parent().orElseThrow()));
        return leases.stream()
                .filter(standing -> standing.parent().filter(known::contains).isEmpty())
                .map(standing -> grown(standing, below))
                .toList();
    }

    private static LeaseTree grown(Standing top, Map<LeaseId, List<Standing>> below) {
        return new LeaseTree(
                top,
                below.getOrDefault(top.lease().id(), List.of()).stream()
                        .map(standing -> grown(standing, below))
                        .toList());
    }

    /** Whether the lease of that id is in it. */
    public boolean holds(String id) {
        return all().anyMatch(standing -> standing.lease().id().value().equals(id));
    }

    /** Whether it has a lease that people are shown unasked. */
    public boolean isShown() {
        return all().anyMatch(Standing::isShown);
    }

    ObjectNode document() {
        ObjectNode document = top.document();
        ArrayNode list = document.putArray("delegated");
        delegated.forEach(tree -> list.add(tree.document()));
        return document;
    }

    /** Every lease in it, each above those that were delegated from it. */
    public Stream<Standing> all() {
        return Stream.concat(Stream.of(top), delegated.stream().flatMap(LeaseTree::all));
    }
}
