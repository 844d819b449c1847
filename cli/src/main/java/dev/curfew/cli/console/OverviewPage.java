package dev.curfew.cli.console;

import dev.curfew.cli.command.Standing;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Stop;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Halt;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What stands out: who holds what now, what comes due, what was found. */
final class OverviewPage {

    private static final int FEW = 8;

    private final Stack stack;

    OverviewPage(Stack stack) {
        this.stack = stack;
    }

    Markup content(Instant now) {
        return Markup.join(
                List.of(
                        Part.live("leases", "Live leases", Needs.LEASES, () -> leases(now)),
                        Part.of("findings", "Open findings", Needs.LEASES, () -> findings(now)),
                        Part.of("due", "What comes due", Needs.INVENTORY, () -> due(now))));
    }

    private Markup leases(Instant now) {
        List<Standing> all = Standing.of(stack.leases(), now);
        List<Standing> open =
                all.stream().filter(each -> each.isOpen() && !each.isCanary()).toList();
        List<Markup> parts = new ArrayList<>();
        parts.add(Part.orTrouble(Needs.LEASES, this::halts));
        parts.add(
                open.isEmpty()
                        ? Markup.of("<p class=\"empty\">Nobody holds a lease now.</p>")
                        : LeaseRows.table("The newest first", first(open), all));
        parts.add(more(open.size(), "leases", "All leases"));
        return Markup.join(parts);
    }

    private Markup halts() {
        List<Markup> items = new ArrayList<>();
        for (Halt halt : stack.halts()) {
            Instant since = halt.haltedAt();
            items.add(
                    Markup.of(
                            "<li>{} since {}</li>",
                            Words.code(halt.holder().principal()),
                            since == null ? Markup.NOTHING : Words.time(since)));
        }
        return items.isEmpty()
                ? Markup.NOTHING
                : Markup.of(
                        "<div class=\"notice bad\"><p><b>Nothing is issued to these holders</b>, since too many of their leases"
                                + " were ended on findings. <code>curfew lease resume</code> lets it go on.</p><ul>{}</ul></div>",
                        Markup.join(items));
    }

    private Markup findings(Instant now) {
        List<Finding> open =
                FindingsPage.sorted(stack.findings()).stream().filter(Finding::isOpen).toList();
        return open.isEmpty()
                ? Markup.of("<p class=\"empty\">None about sessions, keys or changes.</p>")
                : Markup.join(
                        List.of(
                                FindingsPage.table(first(open), now),
                                more(open.size(), "findings", "All findings")));
    }

    private Markup due(Instant now) {
        Estate estate = Estate.of(stack, now);
        List<Outlook> all = estate.all();
        List<Outlook> soon =
                all.stream()
                        .filter(each -> each.isDueBefore(now.plus(IdentitiesPage.SOON)))
                        .toList();
        long taken = all.stream().filter(each -> each.identity().steps().takenAt() != null).count();
        List<Markup> parts = new ArrayList<>();
        parts.add(estate.notice());
        Stop stop = estate.stop();
        if (stop != null) {
            parts.add(
                    Markup.of(
                            "<p class=\"notice note\"><b>Automatic action is stopped</b> since {} by {}: {}</p>",
                            Words.time(stop.at()),
                            Words.said(stop.by()),
                            Words.said(stop.reason())));
        }
        parts.add(
                Markup.of(
                        "<ul class=\"tiles\">{}{}{}{}</ul>",
                        tile(all.size(), "identities", "identities"),
                        tile(soon.size(), "due within 30 days", "identities?due=soon"),
                        tile(
                                all.stream().filter(each -> each.isDueBefore(now)).count(),
                                "due now",
                                "identities?due=now"),
                        tile(
                                taken,
                                "taken by Curfew",
                                "identities?status=" + IdentityStatus.INACTIVE)));
        if (!soon.isEmpty()) {
            parts.add(IdentityRows.table("Within 30 days, the next first", first(soon), now));
        }
        parts.add(more(all.size(), "identities", "The whole inventory"));
        return Markup.join(parts);
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(all.size(), FEW));
    }

    private static Markup tile(long number, String label, String address) {
        return Markup.of(
                "<li><a href=\"{}\"><b>{}</b> <span>{}</span></a></li>", address, number, label);
    }

    private static Markup more(int size, String address, String label) {
        return size <= FEW && size > 0
                ? Markup.of("<p class=\"more\"><a href=\"{}\">{}</a></p>", address, label)
                : Markup.of(
                        "<p class=\"more\"><a href=\"{}\">{} ({})</a></p>", address, label, size);
    }
}
