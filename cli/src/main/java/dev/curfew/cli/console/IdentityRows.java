package dev.curfew.cli.console;

import dev.curfew.core.identity.Evidence;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.scan.Ahead;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How identities are written in tables. */
final class IdentityRows {

    private IdentityRows() {}

    static Markup status(Identity identity) {
        return Words.badge(Tone.of(identity.status()), Words.plain(identity.status()));
    }

    static Markup table(String caption, List<Outlook> shown, Instant now) {
        List<Markup> rows = new ArrayList<>();
        for (Outlook outlook : shown) {
            Identity identity = outlook.identity();
            rows.add(
                    Markup.of(
                            "<tr><th scope=\"row\"><a href=\"{}\">{}</a><span class=\"under\">{}</span></th><td>{}</td><td>{}</td>"
                                    + "<td>{}</td><td>{}</td><td>{}</td></tr>",
                            Urls.to("identity", "id", identity.id()),
                            Words.said(identity.name()),
                            Words.code(identity.id()),
                            Words.plain(identity.kind()),
                            status(identity),
                            used(identity.evidence(), now),
                            next(outlook, now),
                            Words.said(outlook.why())));
        }
        return Markup.of(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><caption>{}</caption>"
                        + "<thead><tr><th scope=\"col\">Name and id</th><th scope=\"col\">Kind</th><th scope=\"col\">Status</th>"
                        + "<th scope=\"col\">Last used</th><th scope=\"col\">Next</th><th scope=\"col\">Why</th></tr></thead>"
                        + "<tbody>{}</tbody></table></div>",
                caption,
                caption,
                Markup.join(rows));
    }

    private static Markup used(@Nullable Evidence evidence, Instant now) {
        if (evidence == null) {
            return Markup.of("<span class=\"quiet\">not asked yet</span>");
        }
        return switch (evidence.lastUse()) {
            case LastUse.Used used -> Words.when(used.at(), now);
            case LastUse.Never never -> Markup.text("no use on record");
            case LastUse.Untracked untracked ->
                    Markup.of("<span class=\"quiet\">not recorded by AWS</span>");
            case LastUse.Unknown unknown -> Words.badge(Tone.NOTE, "unknown");
        };
    }

    /** What happens next and when. */
    static Markup next(Outlook outlook, Instant now) {
        if (!outlook.known()) {
            return Words.badge(Tone.NOTE, "unknown");
        }
        if (outlook.ahead().isEmpty()) {
            return Markup.of("<span class=\"quiet\">nothing</span>");
        }
        Ahead next = outlook.ahead().getFirst();
        boolean due = !next.at().isAfter(now);
        return Markup.of(
                "{} <span class=\"under\">{}{}</span>",
                Words.badge(
                        next.action().takes() ? Tone.BAD : Tone.NOTE, Words.plain(next.action())),
                due ? Markup.text("due now") : Words.when(next.at(), now),
                outlook.enforced() ? Markup.NOTHING : Markup.text(", only shown"));
    }
}
