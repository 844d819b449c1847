package dev.curfew.cli.console;

import dev.curfew.cli.command.LeaseTree;
import dev.curfew.cli.command.Standing;
import dev.curfew.core.lease.Lease;
import dev.curfew.local.web.Markup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How leases are written in tables and lists. */
final class LeaseRows {

    private LeaseRows() {}

    static Markup state(Standing standing) {
        return Words.badge(Tone.of(standing.state()), Words.plain(standing.state()));
    }

    /** When it ends, counted down by the page's script; or when it ended. */
    static Markup end(Standing standing) {
        if (!standing.isOpen()) {
            return Words.when(standing.end(), standing.now());
        }
        Lease lease = standing.lease();
        long whole = Duration.between(lease.issuedAt(), lease.expiresAt()).toMillis();
        long left = Math.max(0, Duration.between(standing.now(), lease.expiresAt()).toMillis());
        return Markup.of(
                "<span class=\"left\" data-end=\"{}\" data-whole=\"{}\"><time datetime=\"{}\" title=\"{}\">{}</time>"
                        + "<progress aria-hidden=\"true\" max=\"{}\" value=\"{}\"></progress></span>",
                lease.expiresAt().toEpochMilli(),
                whole,
                lease.expiresAt(),
                lease.expiresAt(),
                left(Duration.ofMillis(left)),
                whole,
                left);
    }

    /** {@code 4m 05s left}, as the script writes it too. */
    static String left(Duration left) {
        String minutes =
                left.toHours() > 0
                        ? "%dh %02dm ".formatted(left.toHours(), left.toMinutesPart())
                        : left.toMinutes() > 0 ? left.toMinutes() + "m " : "";
        return minutes.isEmpty()
                ? left.toSeconds() + "s left"
                : "%s%02ds left".formatted(minutes, left.toSecondsPart());
    }

    static Markup table(String caption, List<Standing> leases, List<Standing> all) {
        List<Markup> rows = new ArrayList<>();
        for (Standing standing : leases) {
            Lease lease = standing.lease();
            String id = lease.id().value();
            long below =
                    all.stream()
                            .filter(each -> each.lease().lineage().ancestors().contains(lease.id()))
                            .count();
            rows.add(
                    Markup.of(
                            "<tr data-lease=\"{}\" data-state=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td>"
                                    + "<td>{}</td><td>{}</td><td class=\"number\">{}</td><td class=\"do\">{}</td></tr>",
                            id,
                            Words.plain(standing.state()),
                            Words.lease(id),
                            state(standing),
                            end(standing),
                            Words.said(lease.task()),
                            Words.said(lease.grant().agent()),
                            Words.said(standing.holder()),
                            below == 0 ? "" : below,
                            standing.isOpen()
                                    ? Markup.of(
                                            "<a class=\"button small\" id=\"revoke-{}\" href=\"{}\">Revoke<span"
                                                    + " class=\"hidden\"> lease {}</span></a>",
                                            id,
                                            Urls.to("revoke", "lease", id),
                                            id)
                                    : Markup.NOTHING));
        }
        return Markup.of(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><caption>{}</caption>"
                        + "<thead><tr><th scope=\"col\">Lease</th><th scope=\"col\">State</th><th scope=\"col\">End</th>"
                        + "<th scope=\"col\">Task</th><th scope=\"col\">Agent</th><th scope=\"col\">Holder</th>"
                        + "<th scope=\"col\" class=\"number\">Handed on</th><th scope=\"col\"><span"
                        + " class=\"hidden\">Actions</span></th></tr></thead><tbody>{}</tbody></table></div>",
                caption,
                caption,
                Markup.join(rows));
    }

    /** A tree as a list within a list. */
    static Markup list(List<LeaseTree> trees) {
        List<Markup> items = new ArrayList<>();
        for (LeaseTree tree : trees) {
            Standing top = tree.top();
            items.add(
                    Markup.of(
                            "<li><span class=\"node\">{} {} {} <span class=\"quiet\">for</span> {} {}</span>{}</li>",
                            Words.lease(top.lease().id().value()),
                            state(top),
                            Words.said(top.lease().grant().agent()),
                            Words.said(top.lease().task()),
                            end(top),
                            tree.delegated().isEmpty()
                                    ? Markup.NOTHING
                                    : Markup.of("<ul>{}</ul>", list(tree.delegated()))));
        }
        return Markup.join(items);
    }
}
