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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policy that denies everything to ended sessions, rendered anew from the role's list each
 * time. A session carries its lineage in a tag, so one entry denies a lease and all below it. See
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltag
 */
final class DenyPolicy {

    /** Clocks differ: a session opened just before must not pass for one opened after. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private DenyPolicy() {}

    /** Denies each of the leases and what was delegated from it. */
    static String of(List<Denial> denials) {
        Set<LeaseId> denied = denials.stream().map(Denial::lease).collect(Collectors.toSet());
        List<String> patterns =
                denials.stream()
                        // A denial of a lease above covers this one too.
                        .filter(denial ->
                                denial.lineage().ancestors().stream().noneMatch(denied::contains))
                        .map(denial -> "*/" + denial.lease() + "/*")
                        .sorted()
                        .distinct()
                        .toList();
        ObjectNode document = document();
        ArrayNode values =
                deny(document)
                        .putObject("StringLike")
                        .putArray("aws:PrincipalTag/" + Sessions.LINEAGE_TAG);
        patterns.forEach(values::add);
        return document.toString();
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
        return document.putArray("Statement")
                .addObject()
                .put("Effect", "Deny")
                .put("Action", "*")
                .put("Resource", "*")
                .putObject("Condition");
    }
}
