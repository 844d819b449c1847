package dev.curfew.cli.console;

import dev.curfew.cli.command.Standing;
import dev.curfew.cli.console.Listing.Choice;
import dev.curfew.cli.stack.Stack;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who holds what. */
final class LeasesPage {

    private static final Choice STATES = new Choice("state", "State", states());

    private final Stack stack;

    LeasesPage(Stack stack) {
        this.stack = stack;
    }

    private static Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        states.put("recent", "open, or ended in the last day");
        states.put("open", "open");
        states.put("all", "all, with canaries");
        return states;
    }

    Markup content(Call call, Instant now) {
        Listing listing = Listing.of("leases", call);
        return Markup.join(
                List.of(
                        listing.filter(List.of(STATES)),
                        Part.live("list", "Leases", Needs.LEASES, () -> table(listing, now))));
    }

    private Markup table(Listing listing, Instant now) {
        List<Standing> all = Standing.of(stack.leases(), now);
        String state = listing.oneOf("state", List.copyOf(STATES.values().keySet()));
        List<Standing> wanted =
                all.stream()
                        .filter(each -> isOf(each, state))
                        .filter(each ->
                                listing.matches(
                                        each.lease().id(),
                                        each.state(),
                                        each.lease().task(),
                                        each.lease().grant().agent(),
                                        each.lease().holder().arn(),
                                        each.lease().role()))
                        .toList();
        if (wanted.isEmpty()) {
            return Markup.of("<p class=\"empty\">No lease is like that.</p>");
        }
        return Markup.join(
                List.of(
                        LeaseRows.table(
                                "Open leases first, then the newest", listing.shown(wanted), all),
                        listing.pager(wanted.size(), "lease", "leases")));
    }

    private static boolean isOf(Standing lease, String state) {
        return switch (state) {
            case "open" -> lease.isOpen() && !lease.isCanary();
            case "all" -> true;
            default -> lease.isShown();
        };
    }
}
