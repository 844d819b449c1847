package dev.curfew.core.identity;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may assume a role, at worst: this is for people to look at, so a condition of an Allow is
 * taken to hold, one of a Deny not to hold, and what cannot be read counts as trust in everybody.
 *
 * @param anyone whether everybody in AWS may
 * @param accounts ids of the accounts in which someone may, its own among them
 * @param services AWS services, such as {@code lambda.amazonaws.com}
 * @param federated providers of federated identities
 */
public record Trust(
        boolean anyone,
        SortedSet<String> accounts,
        SortedSet<String> services,
        SortedSet<String> federated) {

    public Trust {
        accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
        services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
        federated = Collections.unmodifiableSortedSet(new TreeSet<>(federated));
    }

    /** Who may assume a role that has this trust policy; a JSON text. */
    public static Trust of(String policy) {
        return TrustPolicy.read(policy);
    }
}
