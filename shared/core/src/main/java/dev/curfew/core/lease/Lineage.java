package dev.curfew.core.lease;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The chain that a lease hangs on: the ids from the first lease down to itself. Written {@code
 * /root/…/self/}, as it stands in the session's tags.
 */
public record Lineage(List<LeaseId> ids) {

    /** How many times a lease can be handed on at most, whatever its task says. */
    public static final int DEEPEST = 5;

    public Lineage {
        ids = List.copyOf(ids);
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("a lineage has at least the lease itself");
        }
    }

    static Lineage root(LeaseId id) {
        return new Lineage(List.of(id));
    }

    /** Reads what {@link #toString} writes. */
    public static Lineage parse(String text) {
        if (!text.startsWith("/") || !text.endsWith("/") || text.length() < 2) {
            throw new IllegalArgumentException("a lineage reads /id/…/id/");
        }
        return new Lineage(
                Arrays.stream(text.substring(1, text.length() - 1).split("/", -1))
                        .map(LeaseId::new)
                        .toList());
    }

    /** The lineage of a lease delegated from this one. */
    Lineage child(LeaseId id) {
        return new Lineage(Stream.concat(ids.stream(), Stream.of(id)).toList());
    }

    public LeaseId root() {
        return ids.getFirst();
    }

    public LeaseId self() {
        return ids.getLast();
    }

    /** All above it, from the first. */
    public List<LeaseId> ancestors() {
        return ids.subList(0, ids.size() - 1);
    }

    /** Whether that lease is this one or one above it. */
    public boolean contains(LeaseId id) {
        return ids.contains(id);
    }

    /** How many times it was handed on: 0 for the first. */
    public int depth() {
        return ids.size() - 1;
    }

    @Override
    public String toString() {
        return ids.stream().map(LeaseId::value).collect(Collectors.joining("/", "/", "/"));
    }
}
