package dev.curfew.cli.console;

import dev.curfew.cli.command.Identities;
import dev.curfew.cli.terminal.Times;
import dev.curfew.cli.terminal.Visible;
import dev.curfew.local.web.Markup;
import dev.curfew.local.web.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What every page has around what it shows. */
final class Shell {

    /** A page of the navigation. */
    enum Tab {
        OVERVIEW("./", "Overview"),
        LEASES("leases", "Leases"),
        DELEGATIONS("delegations", "Delegations"),
        IDENTITIES("identities", "Identities"),
        FINDINGS("findings", "Findings"),
        JOURNAL("journal", "Journal");

        private final String address;
        private final String label;

        Tab(String address, String label) {
            this.address = address;
            this.label = label;
        }
    }

    private final Where where;

    Shell(Where where) {
        this.where = where;
    }

    Where where() {
        return where;
    }

    Reply page(int status, String title, Tab tab, Instant now, Markup content) {
        return Reply.page(
                status,
                Markup.of(
                        """
                        <!doctype html>
                        <html lang="en">
                        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        <title>{} · Curfew</title><link rel="stylesheet" href="console.css">
                        <script src="console.js" defer></script></head>
                        <body data-now="{}"><a class="skip" href="#content">Skip to the content</a>
                        <header class="top"><div class="bar"><a class="brand" href="./"><span aria-hidden="true">◐</span> Curfew</a>
                        <p class="where"><span><b>{}</b> in {}</span> <span>as <bdi title="{}">{}</bdi></span></p></div>
                        <nav aria-label="Pages"><ul>{}</ul></nav></header>
                        <main id="content" tabindex="-1"><h1>{}</h1>{}</main>
                        <footer><p>Read at <time datetime="{}">{}</time> with your own AWS credentials.
                        <span id="fresh"></span><noscript>It stands still: load it again to see it as it is then.</noscript></p>
                        <p id="said" class="hidden" role="status"></p></footer>
                        </body>
                        </html>
                        """,
                        Visible.text(title),
                        now.toEpochMilli(),
                        where.stack(),
                        Visible.text(where.place()),
                        Visible.text(where.caller()),
                        Visible.text(Identities.who(where.caller())),
                        tabs(tab),
                        Visible.text(title),
                        content,
                        now,
                        Times.at(now)));
    }

    private static Markup tabs(Tab shown) {
        List<Markup> links = new ArrayList<>();
        for (Tab tab : Tab.values()) {
            Markup current = tab == shown ? Markup.of(" aria-current=\"page\"") : Markup.NOTHING;
            links.add(
                    Markup.of("<li><a href=\"{}\"{}>{}</a></li>", tab.address, current, tab.label));
        }
        return Markup.join(links);
    }
}
