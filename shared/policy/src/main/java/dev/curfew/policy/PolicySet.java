package dev.curfew.policy;

import java.util.List;

/**
 * The policies that bear on one principal's requests in its own account. Resource policies are not
 * among them.
 *
 * @param identity the principal's own; together they allow what any of them allows
 * @param session what the session was narrowed to: none for no narrowing, together what any of them
 *     allows
 * @param boundary permissions boundaries: none for no boundary, each of them must allow
 */
public record PolicySet(List<Policy> identity, List<Policy> session, List<Policy> boundary) {
    public PolicySet {
        identity = List.copyOf(identity);
        session = List.copyOf(session);
        boundary = List.copyOf(boundary);
    }

    /** A principal with one identity policy and nothing else. */
    public static PolicySet of(Policy identity) {
        return new PolicySet(List.of(identity), List.of(), List.of());
    }
}
