package dev.curfew.core.revocation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policy that denies everything to ended sessions, rendered anew from the role's list each
 * time. A session carries its lineage in a tag, so one entry denies a lease and all below it. See
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltag
 */
final class DenyPolicy {

    /**
     * What all inline policies of a role together may have, white space not counted. See
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
     */
    static final int ROOM = 10_240;

    /** Clocks differ: a session opened just before must not pass for one opened after. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private DenyPolicy() {}

    /** Denies each of the leases and what was delegated from it, and each session alone. */
    static String of(List<Denial> denials) {
        ObjectNode document = document();
        List<String> sessions =
                denials.stream()
                        .map(Denial::session)
                        .filter(Objects::nonNull)
                        .sorted()
                        .distinct()
                        .toList();
        List<Denial> ofLeases =
                denials.stream().filter(denial -> denial.session() == null).toList();
        if (!ofLeases.isEmpty()) {
            values(
                    document,
                    "StringLike",
                    "aws:PrincipalTag/" + Sessions.LINEAGE_TAG,
                    patterns(ofLeases));
        }
        if (!sessions.isEmpty()) {
            // Whoever opened it chose its tags; its user id is IAM's own.
            values(document, "StringEquals", "aws:userid", sessions);
        }
        return document.toString();
    }

    private static List<String> patterns(List<Denial> denials) {
        Set<LeaseId> denied = denials.stream().map(Denial::lease).collect(Collectors.toSet());
        return denials.stream()
                // A denial of a lease above covers this one too.
                .filter(denial -> denial.lineage().ancestors().stream().noneMatch(denied::contains))
                .map(denial -> "*/" + denial.lease() + "/*")
                .sorted()
                .distinct()
                .toList();
    }

    private static void values(
            ObjectNode document, String operator, String key, List<String> values) {
        ArrayNode array = deny(document).putObject(operator).putArray(key);
        values.forEach(array::add);
    }

    /** Denies every session of the role that was opened before. */
    static String ofAllBefore(Instant now) {
        ObjectNode document = document();
        deny(document)
                .putObject("DateLessThan")
                .put(
                        "aws:TokenIssueTime",
                        now.plus(SKEW).truncatedTo(ChronoUnit.SECONDS).toString());
        return document.toString();
    }

    private static ObjectNode document() {
        return Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
    }

    private static ObjectNode deny(ObjectNode document) {
        return document.withArray("Statement")
                .addObject()
                .put("Effect", "Deny")
                .put("Action", "*")
                .put("Resource", "*")
                .putObject("Condition");
    }
}
