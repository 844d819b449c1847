package dev.curfew.cli.console;

import dev.curfew.cli.command.Identities;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.journal.Entry;
import dev.curfew.core.journal.Flaw;
import dev.curfew.core.journal.Verdict;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened to one lease or identity, or to Curfew as a whole. */
final class JournalPage {

    private static final String SYSTEM = "system";

    private final Stack stack;

    JournalPage(Stack stack) {
        this.stack = stack;
    }

    Markup content(Call call, Instant now) {
        Listing listing = Listing.of("journal", call);
        String subject = listing.get("subject").strip();
        String shown = subject.isEmpty() ? SYSTEM : subject;
        return Markup.join(
                List.of(
                        Markup.of(
                                "<form class=\"filter\" role=\"search\" method=\"get\" action=\"journal\"><label>Of <input"
                                        + " name=\"subject\" value=\"{}\" size=\"26\" autocomplete=\"off\"></label><button>Show</button><span"
                                        + " class=\"quiet\">a lease’s id, IAM’s unique id of an identity, or system</span></form>",
                                shown),
                        Part.of(
                                "entries",
                                shown.equals(SYSTEM) ? "Curfew as a whole" : shown,
                                Needs.JOURNAL,
                                () -> entries(listing, stack.journal(shown, now)))));
    }

    private static Markup entries(Listing listing, Verdict verdict) {
        if (!verdict.isKnown()) {
            return Markup.of("<p class=\"empty\">Nothing is known of it.</p>");
        }
        List<Markup> rows = new ArrayList<>();
        for (Entry entry : listing.shown(verdict.entries().reversed())) {
            List<Markup> details = new ArrayList<>();
            entry.detail()
                    .forEach((name, value) ->
                            details.add(
                                    Markup.of(
                                            "<div><dt>{}</dt><dd>{}</dd></div>",
                                            Words.said(name),
                                            Words.said(value))));
            rows.add(
                    Markup.of(
                            "<tr><td class=\"number\">{}</td><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td><dl"
                                    + " class=\"detail\">{}</dl></td></tr>",
                            entry.number(),
                            Words.time(entry.at()),
                            Words.said(entry.what()),
                            Words.said(Identities.who(entry.by())),
                            Markup.join(details)));
        }
        return Markup.of(
                "{}<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Entries\"><table><caption>The newest"
                        + " first</caption><thead><tr><th scope=\"col\" class=\"number\">No</th><th scope=\"col\">When</th><th"
                        + " scope=\"col\">What</th><th scope=\"col\">By</th><th scope=\"col\">Detail</th></tr></thead><tbody>{}</tbody>"
                        + "</table></div>{}",
                holds(verdict),
                Markup.join(rows),
                listing.pager(verdict.entries().size(), "entry", "entries"));
    }

    private static Markup holds(Verdict verdict) {
        if (verdict.holds()) {
            return Markup.of(
                    "<p class=\"notice good\">The journal holds by itself: each entry is chained to the one before it. Whether"
                            + " the seals hold it too says <code>curfew audit verify</code>.</p>");
        }
        List<Markup> flaws = new ArrayList<>();
        for (Flaw flaw : verdict.flaws()) {
            flaws.add(Markup.of("<li>{}: {}</li>", flaw.kind().word(), Words.said(flaw.text())));
        }
        return Markup.of(
                "<div class=\"notice bad\" role=\"alert\"><p><b>The journal does not hold.</b></p><ul>{}</ul></div>",
                Markup.join(flaws));
    }
}
