package dev.curfew.core.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the account shows of an identity beside its name and status. Most of it is a principal's; a
 * credential has an end at most.
 *
 * @param tags a user's or role's tags
 * @param policies ARNs of the managed policies attached to it, {@code inline:NAME} for its own
 * @param groups names of a user's groups
 * @param boundary ARN of its permissions boundary
 * @param powers what its policies and its groups' policies let it do
 * @param trust who may assume a role
 * @param password whether a user has one for the console
 * @param expires when a credential ends by itself
 * @param reportRow a hash of what the credential report tells of a user's credentials, but for
 *     their use; null while its credentials have not been listed since
 * @param readAt when all this was read; null when it never was
 */
public record Details(
        SortedMap<String, String> tags,
        SortedSet<String> policies,
        SortedSet<String> groups,
        @Nullable String boundary,
        Powers powers,
        @Nullable Trust trust,
        boolean password,
        @Nullable Instant expires,
        @Nullable String reportRow,
        @Nullable Instant readAt) {

    public static final Details NONE =
            new Details(
                    new TreeMap<>(),
                    new TreeSet<>(),
                    new TreeSet<>(),
                    null,
                    Powers.NONE,
                    null,
                    false,
                    null,
                    null,
                    null);

    public Details {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        policies = Collections.unmodifiableSortedSet(new TreeSet<>(policies));
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /** The same, read at another time. */
    public Details readAt(@Nullable Instant time) {
        return new Details(
                tags, policies, groups, boundary, powers, trust, password, expires, reportRow,
                time);
    }

    /** The same, with another hash of the report's row. */
    public Details reportRow(@Nullable String row) {
        return new Details(
                tags, policies, groups, boundary, powers, trust, password, expires, row, readAt);
    }

    /** Whether they tell the same, whenever they were read. */
    public boolean tellSameAs(Details other) {
        return readAt(null).equals(other.readAt(null));
    }
}
