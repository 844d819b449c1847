package dev.curfew.cli.console;

import dev.curfew.cli.command.LeaseTree;
import dev.curfew.cli.command.Standing;
import dev.curfew.cli.stack.Stack;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was delegated from what: drawn, and as lists for who cannot see it. */
final class DelegationsPage {

    private static final Listing.Choice WHICH = new Listing.Choice("state", "Trees", which());

    private final Stack stack;

    DelegationsPage(Stack stack) {
        this.stack = stack;
    }

    private static Map<String, String> which() {
        Map<String, String> which = new LinkedHashMap<>();
        which.put("recent", "open, or ended in the last day");
        which.put("all", "all");
        return which;
    }

    Markup content(Call call, Instant now) {
        Listing listing = Listing.of("delegations", call);
        return Markup.join(
                List.of(
                        listing.filter(List.of(WHICH)),
                        Part.live("trees", "Trees", Needs.LEASES, () -> trees(listing, now))));
    }

    private Markup trees(Listing listing, Instant now) {
        boolean all = listing.get("state").equals("all");
        List<LeaseTree> wanted =
                LeaseTree.of(Standing.of(stack.leases(), now)).stream()
                        .filter(tree -> all || tree.isShown())
                        .filter(tree -> matches(listing, tree))
                        .toList();
        if (wanted.isEmpty()) {
            return Markup.of(
                    "<p class=\"empty\">No lease is open, and none ended in the last day.</p>");
        }
        List<Markup> shown = new ArrayList<>();
        for (LeaseTree tree : listing.shown(wanted)) {
            shown.add(
                    Markup.of(
                            "<div class=\"card\">{}<ul class=\"tree\">{}</ul></div>",
                            tree.delegated().isEmpty() ? Markup.NOTHING : Drawing.of(tree),
                            LeaseRows.list(List.of(tree))));
        }
        shown.add(listing.pager(wanted.size(), "tree", "trees"));
        return Markup.join(shown);
    }

    private static boolean matches(Listing listing, LeaseTree tree) {
        return tree.all()
                .anyMatch(each ->
                        listing.matches(
                                each.lease().id(),
                                each.lease().task(),
                                each.lease().grant().agent(),
                                each.lease().holder().arn()));
    }
}
