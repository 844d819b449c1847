package dev.curfew.cli.console;

import dev.curfew.cli.command.Standing;
import dev.curfew.cli.command.WatchFindings;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Subject;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One finding, from the records that it rests on to what it led to. */
final class FindingPage {

    private final Stack stack;

    FindingPage(Stack stack) {
        this.stack = stack;
    }

    Optional<Markup> content(String id, Instant now) {
        return stack.finding(id).map(finding -> content(finding, now));
    }

    private Markup content(Finding finding, Instant now) {
        return Markup.join(
                List.of(
                        Part.of("now", "What was found", Needs.LEASES, () -> what(finding)),
                        Part.of("evidence", "Evidence", Needs.LEASES, () -> evidence(finding)),
                        Part.of("led", "What it led to", Needs.LEASES, () -> ledTo(finding, now))));
    }

    private static Markup what(Finding finding) {
        Subject subject = finding.subject();
        Facts facts =
                new Facts()
                        .with(
                                "Severity",
                                Words.badge(
                                        Tone.of(finding.severity()),
                                        Words.plain(finding.severity())))
                        .with(
                                "State",
                                Markup.text(WatchFindings.state(finding).toLowerCase(Locale.ROOT)))
                        .with("What", Words.said(finding.what()))
                        .with("Holder", Words.code(subject.holder()))
                        .with("Calls", Markup.text(finding.calls() + ", at least"));
        if (subject.role() != null) {
            facts.with("Role", Words.code(subject.role()));
        }
        if (subject.session() != null) {
            facts.with("Session", Words.code(subject.session()));
        }
        return facts.markup();
    }

    private static Markup evidence(Finding finding) {
        List<Markup> rows = new ArrayList<>();
        for (Finding.Evidence each : finding.evidence()) {
            rows.add(
                    Markup.of(
                            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                            Words.time(each.at()),
                            Words.said(each.what()),
                            Words.code(each.address()),
                            Words.code(each.event())));
        }
        return Markup.of(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Evidence\"><table><caption>The first calls that it"
                        + " rests on</caption><thead><tr><th scope=\"col\">When</th><th scope=\"col\">What</th><th"
                        + " scope=\"col\">From</th><th scope=\"col\">CloudTrail’s event</th></tr></thead><tbody>{}</tbody></table></div>",
                Markup.join(rows));
    }

    private Markup ledTo(Finding finding, Instant now) {
        Facts facts = new Facts();
        if (finding.openedAt() != null) {
            facts.with("Opened", Words.time(finding.openedAt()));
        }
        facts.with(
                "Revocation",
                finding.revocationAt() == null
                        ? Markup.text("not asked for")
                        : Markup.of("asked for {}", Words.time(finding.revocationAt())));
        String lease = finding.subject().lease();
        if (lease != null) {
            facts.with("Lease", lease(lease, now));
        }
        Finding.Closing closing = finding.closing();
        if (closing != null) {
            facts.with(
                    "Closed",
                    Markup.of(
                            "{} by {}: {}",
                            Words.time(closing.at()),
                            Words.said(closing.by()),
                            Words.said(closing.reason())));
        }
        return facts.markup();
    }

    private Markup lease(String id, Instant now) {
        return LeaseId.read(id)
                .flatMap(stack::lease)
                .map(lease -> new Standing(lease, now))
                .map(standing ->
                        Markup.of(
                                "<span class=\"node\">{} {} {}</span>",
                                Words.lease(id),
                                LeaseRows.state(standing),
                                LeaseRows.end(standing)))
                .orElseGet(() -> Words.code(id));
    }
}
