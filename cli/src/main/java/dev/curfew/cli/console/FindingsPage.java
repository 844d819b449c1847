package dev.curfew.cli.console;

import dev.curfew.cli.command.Identities;
import dev.curfew.cli.command.WatchFindings;
import dev.curfew.cli.console.Listing.Choice;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.watch.Finding;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people should know: about sessions, keys and changes, and about identities. */
final class FindingsPage {

    private static final Choice STATES = new Choice("state", "State", states());

    private final Stack stack;

    FindingsPage(Stack stack) {
        this.stack = stack;
    }

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("open", "open");
        states.put("all", "all, with closed ones and notes");
        return states;
    }

    Markup content(Call call, Instant now) {
        Listing listing = Listing.of("findings", call);
        return Markup.join(
                List.of(
                        listing.filter(List.of(STATES)),
                        Part.of(
                                "watched",
                                "Sessions, keys and changes",
                                Needs.LEASES,
                                () -> watched(listing, now)),
                        Part.of(
                                "identities",
                                "Identities",
                                Needs.INVENTORY,
                                () -> identities(listing, now))));
    }

    /** Open ones, the worst first, then the newest. */
    static List<Finding> sorted(List<Finding> findings) {
        return findings.stream()
                .sorted(
                        Comparator.comparing(Finding::isOpen)
                                .thenComparing(Finding::severity)
                                .thenComparing(WatchFindings::since)
                                .reversed()
                                .thenComparing(Finding::id))
                .toList();
    }

    private Markup watched(Listing listing, Instant now) {
        boolean all = listing.get("state").equals("all");
        List<Finding> wanted =
                sorted(stack.findings()).stream()
                        .filter(each -> all || each.isOpen())
                        .filter(each ->
                                listing.matches(
                                        each.id(),
                                        each.kind(),
                                        each.what(),
                                        each.subject().holder(),
                                        String.valueOf(each.subject().lease())))
                        .toList();
        return wanted.isEmpty()
                ? Markup.of("<p class=\"empty\">None is open.</p>")
                : Markup.join(
                        List.of(
                                table(listing.shown(wanted), now),
                                listing.pager(wanted.size(), "finding", "findings")));
    }

    static Markup table(List<Finding> findings, Instant now) {
        List<Markup> rows = new ArrayList<>();
        for (Finding finding : findings) {
            rows.add(
                    Markup.of(
                            "<tr><th scope=\"row\"><a href=\"{}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
                                    + "<td class=\"number\">{}</td></tr>",
                            Urls.to("finding", "id", finding.id()),
                            Words.plain(finding.kind()),
                            Words.badge(
                                    finding.isOpen() ? Tone.of(finding.severity()) : Tone.CALM,
                                    finding.isOpen()
                                            ? Words.plain(finding.severity())
                                            : WatchFindings.state(finding)
                                                    .toLowerCase(java.util.Locale.ROOT)),
                            Words.when(WatchFindings.since(finding), now),
                            Words.said(Identities.who(finding.subject().holder())),
                            Words.said(finding.what()),
                            finding.calls()));
        }
        return Markup.of(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Findings\"><table><caption>The worst first,"
                        + " then the newest</caption><thead><tr><th scope=\"col\">Finding</th><th scope=\"col\">Severity</th>"
                        + "<th scope=\"col\">Since</th><th scope=\"col\">Holder</th><th scope=\"col\">What</th><th scope=\"col\""
                        + " class=\"number\">Calls</th></tr></thead><tbody>{}</tbody></table></div>",
                Markup.join(rows));
    }

    private record Found(Identity identity, dev.curfew.core.identity.Finding finding) {}

    private Markup identities(Listing listing, Instant now) {
        List<Found> wanted =
                stack.identities().stream()
                        .flatMap(identity ->
                                identity.findings().stream()
                                        .map(finding -> new Found(identity, finding)))
                        .filter(found ->
                                listing.matches(
                                        found.identity().id(),
                                        String.valueOf(found.identity().name()),
                                        found.finding().kind(),
                                        found.finding().evidence()))
                        .sorted(
                                Comparator.comparing((Found found) -> found.finding().since())
                                        .thenComparing(found -> found.identity().id()))
                        .toList();
        if (wanted.isEmpty()) {
            return Markup.of("<p class=\"empty\">None.</p>");
        }
        List<Markup> rows = new ArrayList<>();
        for (Found found : listing.shown(wanted)) {
            rows.add(
                    Markup.of(
                            "<tr><th scope=\"row\"><a href=\"{}#findings\">{}</a><span class=\"under\">{}</span></th><td>{}</td><td>{}</td>"
                                    + "<td>{}</td></tr>",
                            Urls.to("identity", "id", found.identity().id()),
                            Words.said(found.identity().name()),
                            Words.code(found.identity().id()),
                            Words.badge(Tone.NOTE, Words.plain(found.finding().kind())),
                            Words.when(found.finding().since(), now),
                            Words.said(found.finding().evidence())));
        }
        return Markup.of(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Findings about identities\"><table>"
                        + "<caption>The oldest first</caption><thead><tr><th scope=\"col\">Identity</th><th scope=\"col\">Finding</th>"
                        + "<th scope=\"col\">Since</th><th scope=\"col\">Evidence</th></tr></thead><tbody>{}</tbody></table></div>{}",
                Markup.join(rows),
                listing.pager(wanted.size(), "finding", "findings"));
    }
}
