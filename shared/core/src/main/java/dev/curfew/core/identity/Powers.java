package dev.curfew.core.identity;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a principal's policies let it do, in short and at worst: this is for people to look at, so
 * where a policy leaves a doubt, it counts as giving more rather than less. A condition of an Allow
 * is taken to hold, one of a Deny not to hold, and a policy that cannot be read gives everything.
 * Permissions boundaries and organizations' policies are not looked at.
 *
 * @param admin whether it may give itself, or anyone, more rights than it has, as whoever may do
 *     everything can; roles that it may pass to a service or assume are not looked at
 * @param wildcardWrites services in which a wildcard lets it write to every resource, such as
 *     {@code s3}; {@code *} stands for all services, or all but those that the policy names
 */
public record Powers(boolean admin, SortedSet<String> wildcardWrites) {

    public static final Powers NONE = new Powers(false, new TreeSet<>());

    public Powers {
        wildcardWrites = Collections.unmodifiableSortedSet(new TreeSet<>(wildcardWrites));
    }

    /**
     * The powers that these policies give together; JSON texts. What one of them denies without a
     * condition, none of them gives.
     */
    public static Powers of(List<String> policies) {
        return PolicyPowers.of(policies);
    }
}
