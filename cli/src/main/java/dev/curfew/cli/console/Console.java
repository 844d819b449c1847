package dev.curfew.cli.console;

import dev.curfew.cli.console.Shell.Tab;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Links;
import dev.curfew.local.web.Markup;
import dev.curfew.local.web.Reply;
import dev.curfew.local.web.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The pages, while they are open. */
final class Console implements AutoCloseable {

    private final Site site;
    private final Shell shell;
    private final Clock clock;

    private Console(Site site, Stack stack, Where where, Clock clock) {
        this.site = site;
        this.shell = new Shell(where);
        this.clock = clock;
        site.person("/console.css", file("console.css", "text/css"))
                .person("/console.js", file("console.js", "text/javascript"));
        var overview = new OverviewPage(stack);
        list("/", Tab.OVERVIEW, (_, now) -> overview.content(now));
        var leases = new LeasesPage(stack);
        list("/leases", Tab.LEASES, leases::content);
        var delegations = new DelegationsPage(stack);
        list("/delegations", Tab.DELEGATIONS, delegations::content);
        var identities = new IdentitiesPage(stack);
        list("/identities", Tab.IDENTITIES, identities::content);
        var findings = new FindingsPage(stack);
        list("/findings", Tab.FINDINGS, findings::content);
        var journal = new JournalPage(stack);
        list("/journal", Tab.JOURNAL, journal::content);
        var lease = new LeasePage(stack);
        one("/lease", "Lease", Tab.LEASES, Needs.LEASES, lease::content);
        var identity = new IdentityPage(stack);
        one("/identity", "Identity", Tab.IDENTITIES, Needs.INVENTORY, identity::content);
        var finding = new FindingPage(stack);
        one("/finding", "Finding", Tab.FINDINGS, Needs.LEASES, finding::content);
        deed(new LeaseDeed(stack, Function.REVOKE, where.caller()));
        deed(new LeaseDeed(stack, Function.RELEASE, where.caller()));
        deed(new RestoreDeed(stack));
        deed(new ExemptDeed(stack));
    }

    /**
     * Opens them on 127.0.0.1.
     *
     * @param port 0 for any that is free
     */
    static Console open(int port, Stack stack, Where where, Clock clock) {
        Links links = new Links(Links.newKey(), clock);
        return new Console(
                Site.apart(port, links, clock, "`./curfew console`, started again,"),
                stack,
                where,
                clock);
    }

    /** An address that lets one browser in, within an hour. */
    URI link() {
        return site.link();
    }

    @Override
    public void close() {
        site.close();
    }

    private void list(String path, Tab tab, BiFunction<Call, Instant, Markup> content) {
        site.person(
                path,
                call ->
                        looking(
                                call,
                                () -> {
                                    Instant now = clock.instant();
                                    return shell.page(
                                            200, title(tab), tab, now, content.apply(call, now));
                                }));
    }

    private static String title(Tab tab) {
        return switch (tab) {
            case OVERVIEW -> "Overview";
            case LEASES -> "Leases";
            case DELEGATIONS -> "Delegations";
            case IDENTITIES -> "Identities";
            case FINDINGS -> "Findings";
            case JOURNAL -> "Journal";
        };
    }

    private void one(
            String path,
            String kind,
            Tab tab,
            String needs,
            BiFunction<String, Instant, Optional<Markup>> content) {
        site.person(
                path,
                call ->
                        looking(
                                call,
                                () -> {
                                    Instant now = clock.instant();
                                    String id = call.asked().getOrDefault("id", "");
                                    return shell.page(
                                            200,
                                            kind + " " + id,
                                            tab,
                                            now,
                                            Part.orTrouble(
                                                    needs,
                                                    () ->
                                                            content.apply(id, now)
                                                                    .orElseGet(() -> Gone.of(id))));
                                }));
    }

    private void deed(Deed deed) {
        DeedPage page = new DeedPage(deed, shell, clock);
        site.person("/" + deed.name(), page::answer);
    }

    /** What is only looked at is not posted to. */
    private static Reply looking(Call call, java.util.function.Supplier<Reply> page) {
        return call.isPost()
                ? Reply.text(405, "only to be looked at").with("Allow", "GET, HEAD")
                : page.get();
    }

    private static Site.Handler file(String name, String type) {
        String text = read(name);
        return _ -> new Reply(200, type + "; charset=utf-8", text, Map.of());
    }

    private static String read(String name) {
        try (var file = Console.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
