package dev.curfew.aws;

import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Lineage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The keys of the leases table:
 *
 * <pre>
 *   lease#ID      lease              a lease
 *   lease#ROOT    below#LINEAGE      points to a lease delegated from a first one
 *   role#ARN      sessions           how many sessions of a role are counted
 *   role#ARN      deny#ID            an entry of the role's deny list
 *   role#ARN      writer             whose turn it is to write the role's deny policy
 *   holder#ID     sessions           how many sessions of a holder are counted
 *   holder#ID     halt               whether it is halted, and what may lead to it
 *   holder#ID     holds#TIME#LEASE   points to a lease whose session STS ends by that time
 *   proof#HASH    used               a proof that was used
 *   callback#HASH used               a callback of Slack that was taken
 *   lease#ID      network            where a lease was first used from
 *   finding#ID    finding            a finding, or what may become one
 * </pre>
 */
final class LeaseTable {

    static final String DUE_INDEX = "due";

    /** The sort key of a lease. */
    static final String LEASE = "lease";

    /** The sort key of a finding. */
    static final String FINDING = "finding";

    /** The sort key of a halt. */
    static final String HALT = "halt";

    private static final String LEASES = "lease#";
    private static final String FINDINGS = "finding#";
    private static final String ROLE = "role#";
    private static final String HOLDER = "holder#";
    private static final String HOLDS = "holds#";
    private static final String DENY = "deny#";
    private static final String BELOW = "below#";

    private LeaseTable() {}

    static Map<String, AttributeValue> lease(LeaseId id) {
        return key(LEASES + id, LEASE);
    }

    /** The id of the lease whose item has that key. */
    static String leaseOf(Map<String, AttributeValue> key) {
        return Item.of(key).string("pk").substring(LEASES.length());
    }

    static Map<String, AttributeValue> network(LeaseId id) {
        return key(LEASES + id, "network");
    }

    static Map<String, AttributeValue> finding(String id) {
        return key(FINDINGS + id, FINDING);
    }

    /** The id of the finding whose item has that key. */
    static String findingOf(Map<String, AttributeValue> key) {
        return Item.of(key).string("pk").substring(FINDINGS.length());
    }

    static Map<String, AttributeValue> below(Lineage lineage) {
        return key(LEASES + lineage.root(), BELOW + lineage);
    }

    /** Of what the {@link #below} items of a lineage's tree begin with. */
    static String belowPrefix(Lineage lineage) {
        return BELOW + lineage;
    }

    static String tree(Lineage lineage) {
        return LEASES + lineage.root();
    }

    static Map<String, AttributeValue> sessionsOfRole(String role) {
        return key(ROLE + role, "sessions");
    }

    static Map<String, AttributeValue> sessionsOfHolder(String holder) {
        return key(HOLDER + holder, "sessions");
    }

    static Map<String, AttributeValue> halt(String holder) {
        return key(HOLDER + holder, HALT);
    }

    /** The same, of the subject of its journal. */
    static Map<String, AttributeValue> haltOf(String subject) {
        return key(subject, HALT);
    }

    static Map<String, AttributeValue> holds(Lease lease) {
        return key(
                HOLDER + lease.holder().id(), holdsFrom(lease.sessionEndsAt()) + "#" + lease.id());
    }

    static String holder(String holder) {
        return HOLDER + holder;
    }

    /** Of the {@link #holds} items, what those that end then or later are not before. */
    static String holdsFrom(Instant time) {
        // Whole seconds, so text compares as time.
        return HOLDS + time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What no {@link #holds} item comes after. */
    static String holdsLast() {
        return HOLDS + "~";
    }

    static Map<String, AttributeValue> proof(String hash) {
        return key("proof#" + hash, "used");
    }

    static Map<String, AttributeValue> callback(String hash) {
        return key("callback#" + hash, "used");
    }

    static Map<String, AttributeValue> denial(String role, LeaseId lease) {
        return key(ROLE + role, DENY + lease);
    }

    static boolean isDenial(Map<String, AttributeValue> key) {
        return Item.of(key).string("sk").startsWith(DENY);
    }

    static Map<String, AttributeValue> writer(String role) {
        return key(ROLE + role, "writer");
    }

    static boolean isWriter(Map<String, AttributeValue> key) {
        return "writer".equals(Item.of(key).string("sk"));
    }

    static String role(String role) {
        return ROLE + role;
    }

    /** The role whose item has that key. */
    static String roleOf(Map<String, AttributeValue> key) {
        return Item.of(key).string("pk").substring(ROLE.length());
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("pk", Item.text(partition), "sk", Item.text(sort));
    }
}
