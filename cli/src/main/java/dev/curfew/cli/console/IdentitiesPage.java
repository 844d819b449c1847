package dev.curfew.cli.console;

import dev.curfew.cli.console.Listing.Choice;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Markup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The inventory, what is due first. */
final class IdentitiesPage {

    static final Duration SOON = Duration.ofDays(30);

    private static final List<Choice> CHOICES =
            List.of(
                    new Choice("kind", "Kind", named("any", IdentityKind.values())),
                    new Choice(
                            "status",
                            "Status",
                            named(
                                    "any",
                                    IdentityStatus.ACTIVE,
                                    IdentityStatus.INACTIVE,
                                    IdentityStatus.QUARANTINED)),
                    new Choice("due", "Due", due()));

    private final Stack stack;

    IdentitiesPage(Stack stack) {
        this.stack = stack;
    }

    private static Map<String, String> named(String any, Enum<?>... values) {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("", any);
        for (Enum<?> value : values) {
            named.put(value.name(), Words.plain(value));
        }
        return named;
    }

    private static Map<String, String> due() {
        Map<String, String> due = new LinkedHashMap<>();
        due.put("", "any time or never");
        due.put("now", "now");
        due.put("soon", "within 30 days");
        return due;
    }

    Markup content(Call call, Instant now) {
        Listing listing = Listing.of("identities", call);
        return Markup.join(
                List.of(
                        listing.filter(CHOICES),
                        Part.of("list", "Inventory", Needs.INVENTORY, () -> table(listing, now))));
    }

    private Markup table(Listing listing, Instant now) {
        Estate estate = Estate.of(stack, now);
        List<Outlook> wanted = new ArrayList<>();
        for (Outlook outlook : estate.all()) {
            if (isWanted(listing, outlook, now)) {
                wanted.add(outlook);
            }
        }
        if (wanted.isEmpty()) {
            return Markup.of(
                    "<p class=\"empty\">No identity is like that. Each appears within seconds of being made.</p>");
        }
        return Markup.join(
                List.of(
                        estate.notice(),
                        IdentityRows.table(
                                "What comes due first, if nobody uses, restores or exempts it",
                                listing.shown(wanted),
                                now),
                        listing.pager(wanted.size(), "identity", "identities")));
    }

    private static boolean isWanted(Listing listing, Outlook outlook, Instant now) {
        Identity identity = outlook.identity();
        String kind = listing.get("kind");
        String status = listing.get("status");
        boolean due =
                switch (listing.get("due")) {
                    case "now" -> outlook.isDueBefore(now.plusMillis(1));
                    case "soon" -> outlook.isDueBefore(now.plus(SOON));
                    default -> true;
                };
        return due
                && (kind.isEmpty() || kind.equals(identity.kind().name()))
                && (status.isEmpty() || status.equals(identity.status().name()))
                && listing.matches(
                        identity.id(),
                        Objects.requireNonNullElse(identity.name(), ""),
                        Objects.requireNonNullElse(identity.arn(), ""),
                        Objects.requireNonNullElse(identity.owner(), ""),
                        outlook.why());
    }
}
