package dev.curfew.cli.console;

import dev.curfew.cli.command.Identities;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.Steps;
import dev.curfew.core.lifecycle.Exemption;
import dev.curfew.core.scan.Ahead;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that is known of one identity, and what becomes of it. */
final class IdentityPage {

    private final Stack stack;

    IdentityPage(Stack stack) {
        this.stack = stack;
    }

    Optional<Markup> content(String id, Instant now) {
        Estate estate = Estate.of(stack, now);
        return estate.find(id).map(outlook -> content(estate, outlook, now));
    }

    private static Markup content(Estate estate, Outlook outlook, Instant now) {
        Identity identity = outlook.identity();
        List<Markup> parts = new ArrayList<>();
        parts.add(Part.of("now", "As it stands", Needs.INVENTORY, () -> now(outlook)));
        parts.add(
                Part.of("next", "What comes next", Needs.TERMS, () -> next(estate, outlook, now)));
        parts.add(Part.of("findings", "Findings", Needs.INVENTORY, () -> findings(identity)));
        List<Outlook> credentials = estate.of(identity.id());
        if (!credentials.isEmpty()) {
            parts.add(
                    Part.of(
                            "credentials",
                            "Its credentials",
                            Needs.INVENTORY,
                            () ->
                                    IdentityRows.table(
                                            "Credentials of this user", credentials, now)));
        }
        return Markup.join(parts);
    }

    private static Markup now(Outlook outlook) {
        Identity identity = outlook.identity();
        Identity.Creation created = identity.created();
        Facts facts =
                new Facts()
                        .with("Status", IdentityRows.status(identity))
                        .with("Since", Words.time(identity.statusAt()))
                        .with("Kind", Markup.text(Words.plain(identity.kind())))
                        .with("Name", Words.said(identity.name()))
                        .with("Id", Words.code(identity.id()));
        if (identity.arn() != null) {
            facts.with("ARN", Words.code(identity.arn()));
        }
        if (identity.user() != null) {
            facts.with("User", Words.identity(identity.user()));
        }
        if (identity.owner() != null) {
            facts.with("Owner", Words.said(identity.owner()));
        }
        if (created != null) {
            facts.with(
                    "Made",
                    Markup.of("{} by {}", Words.time(created.at()), Words.said(created.by())));
        }
        facts.with("Last used", Words.said(Identities.lastUse(identity.evidence())));
        steps(facts, identity.steps());
        Exemption exemption = outlook.exemption();
        if (exemption != null) {
            facts.with(
                    "Exempt",
                    Markup.of(
                            "until {}, for {}: {}",
                            Words.time(exemption.until()),
                            Words.said(exemption.owner()),
                            Words.said(exemption.reason())));
        }
        return Markup.of("{}<p class=\"actions\">{}</p>", facts.markup(), actions(identity));
    }

    private static void steps(Facts facts, Steps steps) {
        if (steps.warnedAt() != null) {
            facts.with("Warned", Words.time(steps.warnedAt()));
        }
        if (steps.takenAt() != null) {
            facts.with("Taken", Markup.of("by Curfew at {}", Words.time(steps.takenAt())));
        }
        if (steps.approvedBy() != null) {
            facts.with("Approved", Markup.of("by {}", Words.said(steps.approvedBy())));
        }
        if (steps.postponedTo() != null) {
            facts.with("Left alone until", Words.time(steps.postponedTo()));
        }
    }

    private static Markup actions(Identity identity) {
        List<Markup> actions = new ArrayList<>();
        if (identity.steps().takenAt() != null || identity.status() != IdentityStatus.ACTIVE) {
            actions.add(
                    Markup.of(
                            "<a class=\"button primary\" id=\"restore\" href=\"{}\">Restore…</a> ",
                            Urls.to("restore", "identity", identity.id())));
        }
        if (identity.status() != IdentityStatus.DELETED) {
            actions.add(
                    Markup.of(
                            "<a class=\"button\" id=\"exempt\" href=\"{}\">Exempt…</a> ",
                            Urls.to("exempt", "identity", identity.id())));
        }
        actions.add(
                Markup.of(
                        "<a class=\"button\" href=\"{}\">Its journal</a>",
                        Urls.to("journal", "subject", identity.id())));
        return Markup.join(actions);
    }

    private static Markup next(Estate estate, Outlook outlook, Instant now) {
        Markup why = Markup.of("<p>{}</p>", Words.said(outlook.why()));
        estate.terms(); // what comes is not known without them
        if (outlook.ahead().isEmpty()) {
            return why;
        }
        List<Markup> steps = new ArrayList<>();
        for (Ahead each : outlook.ahead()) {
            steps.add(
                    Markup.of(
                            "<li><b>{}</b> {} <span class=\"quiet\">{}</span><br>{}</li>",
                            Words.plain(each.action()),
                            each.at().isAfter(now)
                                    ? Words.when(each.at(), now)
                                    : Markup.text("due now"),
                            Words.time(each.at()),
                            Words.said(each.reason())));
        }
        return Markup.of(
                "{}<ol class=\"steps\">{}</ol><p class=\"quiet\">{}</p>",
                why,
                Markup.join(steps),
                outlook.enforced()
                        ? "This comes if nobody uses, restores or exempts it meanwhile."
                        : "Its kind’s limits are not enforced: this is only shown.");
    }

    private static Markup findings(Identity identity) {
        if (identity.findings().isEmpty()) {
            return Markup.of("<p class=\"empty\">None.</p>");
        }
        List<Markup> items = new ArrayList<>();
        for (Finding finding : identity.findings()) {
            items.add(
                    Markup.of(
                            "<li>{} since {}<br>{}</li>",
                            Words.badge(Tone.NOTE, Words.plain(finding.kind())),
                            Words.time(finding.since()),
                            Words.said(finding.evidence())));
        }
        return Markup.of("<ul class=\"steps\">{}</ul>", Markup.join(items));
    }
}
