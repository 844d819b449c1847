package dev.curfew.cli.console;

import dev.curfew.cli.command.Ends;
import dev.curfew.cli.command.LeaseTree;
import dev.curfew.cli.command.Standing;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Receipt;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that is known of one lease. */
final class LeasePage {

    private final Stack stack;

    LeasePage(Stack stack) {
        this.stack = stack;
    }

    Optional<Markup> content(String id, Instant now) {
        return LeaseId.read(id)
                .flatMap(stack::lease)
                .map(lease -> content(new Standing(lease, now), now));
    }

    private Markup content(Standing standing, Instant now) {
        Lease lease = standing.lease();
        return Markup.join(
                List.of(
                        Part.live("now", "As it stands", Needs.LEASES, () -> now(standing)),
                        Part.of("grant", "What it gives", Needs.LEASES, () -> grant(lease.grant())),
                        Part.live(
                                "end",
                                "How its end took effect",
                                Needs.LEASES,
                                () -> end(standing)),
                        Part.live(
                                "tree",
                                "What was handed on",
                                Needs.LEASES,
                                () -> tree(lease.id(), now))));
    }

    private static Markup now(Standing standing) {
        Lease lease = standing.lease();
        String id = lease.id().value();
        Facts facts =
                new Facts()
                        .with("State", LeaseRows.state(standing))
                        .with(standing.isOpen() ? "Ends" : "Ended", LeaseRows.end(standing))
                        .with("Agent", Words.said(lease.grant().agent()))
                        .with("Task", Words.said(lease.task()))
                        .with("Holder", Words.code(lease.holder().arn()))
                        .with("Reason", Words.said(lease.grant().reason()));
        Markup actions =
                standing.isOpen()
                        ? Markup.of(
                                "<a class=\"button danger\" id=\"revoke\" href=\"{}\">Revoke…</a> <a class=\"button\""
                                        + " id=\"release\" href=\"{}\">Release…</a>",
                                Urls.to("revoke", "lease", id),
                                Urls.to("release", "lease", id))
                        : standing.lease().receipt() == null && standing.lease().endedAt() != null
                                ? Markup.of(
                                        "<a class=\"button\" id=\"revoke\" href=\"{}\">Revoke again…</a>",
                                        Urls.to("revoke", "lease", id))
                                : Markup.NOTHING;
        return Markup.of(
                "<div data-lease=\"{}\" data-state=\"{}\">{}</div><p class=\"actions\">{} <a class=\"button\" href=\"{}\">Its"
                        + " journal</a></p>",
                id,
                Words.plain(standing.state()),
                facts.markup(),
                actions,
                Urls.to("journal", "subject", id));
    }

    private static Markup grant(Grant grant) {
        String networks =
                grant.networks().isEmpty()
                        ? "any"
                        : String.join(
                                "; and ",
                                grant.networks().stream()
                                        .map(list -> String.join(" or ", list))
                                        .toList());
        return new Facts()
                .with("Role", Words.code(grant.role()))
                .with("Networks", Words.said(networks))
                .with(
                        "Handed on",
                        Markup.text("at most " + grant.delegationsLeft() + " times more"))
                .with("Issued", Words.time(grant.issuedAt()))
                .with("Deadline", Words.time(grant.expiresAt()))
                .with("Ended by STS before", Words.time(grant.sessionEndsAt()))
                .with("Scope", policy(grant.scope()))
                .with("Session policy", policy(grant.sessionPolicy()))
                .markup();
    }

    private static Markup policy(String policy) {
        return Markup.of(
                "<details><summary>show</summary><pre tabindex=\"0\">{}</pre></details>",
                pretty(policy));
    }

    private static String pretty(String policy) {
        try {
            return Json.read(policy).toPrettyString();
        } catch (RuntimeException notJson) {
            return policy;
        }
    }

    private static Markup end(Standing standing) {
        Receipt receipt = standing.lease().receipt();
        if (receipt == null) {
            return Markup.of("<p>{}</p>", Ends.withoutReceipt(standing));
        }
        Instant seen = receipt.seenAt();
        return Markup.of(
                "<ol class=\"steps\"><li><b>Asked for</b> {}</li><li><b>Denied</b> {}: IAM took the role’s policy that denies"
                        + " the session</li><li><b>Seen</b> {}</li></ol>",
                Times.exactly(receipt.requestedAt()),
                Times.exactly(receipt.deniedAt()),
                (seen == null ? "" : Times.exactly(seen) + ": ") + Ends.how(receipt.seenBy()));
    }

    private Markup tree(LeaseId id, Instant now) {
        List<LeaseTree> trees =
                LeaseTree.of(Standing.of(stack.leases(), now)).stream()
                        .filter(tree -> tree.holds(id.value()))
                        .toList();
        return Markup.of("<ul class=\"tree\">{}</ul>", LeaseRows.list(trees));
    }
}
