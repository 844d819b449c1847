package dev.curfew.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.stack.Function;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lease.LeaseState;
import dev.curfew.local.web.Visitor;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as they are sent, and who is let in. */
class ConsoleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
    private static final List<String> LOOKED_AT =
            List.of(
                    "",
                    "leases",
                    "leases?state=all",
                    "delegations",
                    "identities",
                    "findings",
                    "findings?state=all",
                    "journal?subject=aaaaaaaaaaa1",
                    "lease?id=aaaaaaaaaaa2",
                    "identity?id=AKIAHOSTILE000000001",
                    "finding?id=f00000000001",
                    "revoke?lease=aaaaaaaaaaa1",
                    "release?lease=aaaaaaaaaaa1",
                    "restore?identity=AKIAHOSTILE000000001",
                    "exempt?identity=AKIAHOSTILE000000001");

    private FakeStack stack = ConsoleSamples.stack(NOW);
    private Console console = open();
    private URI link = console.link();
    private Visitor visitor = new Visitor(link.resolve("/")).letIn(link);

    private Console open() {
        return Console.open(
                0,
                stack,
                new Where("curfew", "account 123456789012, eu-west-1", ConsoleSamples.ANN),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private void show(FakeStack other) {
        console.close();
        stack = other;
        console = open();
        link = console.link();
        visitor = new Visitor(link.resolve("/")).letIn(link);
    }

    @AfterEach
    void close() {
        console.close();
    }

    /** The path below which everything lies. */
    private String root() {
        return link.getPath().substring(0, link.getPath().indexOf("open/"));
    }

    private Visitor.Answer get(String page) {
        return visitor.get(root() + page);
    }

    private Visitor.Answer post(String page, String form) {
        return visitor.post(root() + page, form);
    }

    // ---- Who is let in ----

    @Test
    void theLinkLetsInOneBrowserOnceAndNothingIsShownWithoutIt() {
        Visitor stranger = new Visitor(link.resolve("/"));

        assertThat(stranger.get(link.getPath()).status()).isEqualTo(403);
        for (String page : LOOKED_AT) {
            assertThat(stranger.get(root() + page).status()).as(page).isEqualTo(403);
        }
        assertThat(stranger.get(root() + "console.js").status()).isEqualTo(403);
        assertThat(get("").status()).isEqualTo(200);
        assertThat(stranger.get("/").body()).contains("./curfew console").doesNotContain("planner");
    }

    @Test
    void theCookieIsOfThePathAloneThatNobodyCanGuess() {
        URI fresh = console.link();

        String cookie =
                new Visitor(fresh.resolve("/")).get(fresh.getPath()).headers().get("set-cookie");

        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=" + root());
        assertThat(root()).hasSizeGreaterThan(40);
        assertThat(visitor.get("/leases").status()).isEqualTo(404);
        assertThat(visitor.get("/").status()).isEqualTo(404);
    }

    @Test
    void aCookieOfAnotherConsoleIsNone() {
        try (Console other = open()) {
            URI others = other.link();
            String cookie =
                    new Visitor(others.resolve("/"))
                            .get(others.getPath())
                            .headers()
                            .getOrDefault("set-cookie", "")
                            .split(";", 2)[0];
            assertThat(cookie).startsWith("curfew-" + others.getPort() + "=");

            visitor.with("Cookie", cookie.replace("" + others.getPort(), "" + link.getPort()));

            assertThat(get("").status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%d", "127.0.0.1:1", "[::1]:%d"})
    void aForeignHostIsRefused(String host) {
        visitor.with("Host", host.formatted(link.getPort()));

        assertThat(get("").status()).isEqualTo(421);
        assertThat(post("revoke", "lease=aaaaaaaaaaa1&reason=x").status()).isEqualTo(421);
        assertThat(stack.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "http://evil.example", "http://127.0.0.1:1"})
    void aPostFromElsewhereDoesNothing(String origin) {
        visitor.with("Origin", origin);

        assertThat(post("revoke", "lease=aaaaaaaaaaa1&reason=x").status()).isEqualTo(403);
        assertThat(stack.asked).isEmpty();
    }

    @Test
    void lookingAtAnActionDoesNothing() {
        for (String page :
                List.of(
                        "revoke?lease=aaaaaaaaaaa1&reason=x",
                        "release?lease=aaaaaaaaaaa1",
                        "restore?identity=AKIASVCBACKUP0000002&reason=x",
                        "exempt?identity=AKIASVCBACKUP0000002&reason=x&owner=a&days=3")) {
            assertThat(get(page).status()).as(page).isEqualTo(200);
        }
        assertThat(stack.asked).isEmpty();
        assertThat(post("leases", "x=y").status()).isEqualTo(405);
    }

    @Test
    void scriptsAreTheSitesOwnFilesAlone() {
        Visitor.Answer page = get("");

        assertThat(page.headers().get("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<script>", " style=", " onclick=");
        assertThat(get("console.js").headers()).containsEntry("x-content-type-options", "nosniff");
    }

    // ---- What is shown ----

    static List<String> hostile() {
        return List.of(
                "<script>hit()</script>",
                "\"><img src=x onerror=hit()>",
                "' autofocus onfocus=hit() x='",
                "</title></textarea><svg onload=hit()>",
                "{}",
                "javascript:hit()");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatSomebodyNamedIsTextOnEveryPage(String text) {
        show(ConsoleSamples.hostile(text, NOW));

        for (String page : LOOKED_AT) {
            Visitor.Answer answer = get(page);
            assertThat(answer.status()).as(page).isEqualTo(200);
            assertThat(answer.body())
                    .as(page)
                    .doesNotContain(
                            "<script>", "<img", "<svg onload", "' autofocus", "\"javascript:");
        }
        assertThat(get("leases").body())
                .contains(
                        text.replace("<", "&lt;")
                                .replace(">", "&gt;")
                                .replace("\"", "&quot;")
                                .replace("'", "&#39;"));
    }

    @Test
    void whatTurnsTheLineOrIsNotSeenIsWrittenOut() {
        show(ConsoleSamples.hostile("a\u202egnp\u200b\u0000\u2028", NOW));

        for (String page : LOOKED_AT) {
            assertThat(get(page).body())
                    .as(page)
                    .doesNotContain("\u202e", "\u200b", "\u0000", "\u2028");
        }
        assertThat(get("leases").body()).contains("<bdi>a\\u202egnp\\u200b\\u0000\\u2028</bdi>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lease", "identity", "finding", "journal", "revoke", "restore"})
    void anIdThatIsNoneIsTextAndNotAnError(String page) {
        String wrong = "%3Cscript%3Ehit()%3C%2Fscript%3E";

        for (String name : List.of("id", "subject", "lease", "identity")) {
            Visitor.Answer answer = get(page + "?" + name + "=" + wrong);
            assertThat(answer.status()).isIn(200, 404);
            assertThat(answer.body()).doesNotContain("<script>hit");
        }
    }

    @Test
    void aPartThatMayNotBeReadSaysSoAndTheOthersStay() {
        stack.denied.add("findings");
        stack.denied.add("limits");

        String overview = get("").body();
        String identities = get("identities").body();
        String identity = get("identity?id=AKIANIGHTLYBATCH0001").body();

        assertThat(overview)
                .contains(
                        "planner",
                        "could not read the findings",
                        "dynamodb:GetItem and Scan on the leases table");
        assertThat(identities)
                .contains("nightly-batch", "could not read the limits", ">unknown<")
                .doesNotContain("only shown", ">nothing<");
        assertThat(identity).contains("AKIANIGHTLYBATCH0001", "the catalogue table");
        assertThat(get("restore?identity=AKIANIGHTLYBATCH0001").status()).isEqualTo(502);

        stack.denied.add("leases");
        stack.denied.add("inventory");
        stack.denied.add("journal");
        for (String page :
                List.of(
                        "",
                        "leases",
                        "identities",
                        "findings",
                        "journal",
                        "lease?id=aaaaaaaaaaa1")) {
            Visitor.Answer answer = get(page);
            assertThat(answer.status()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).contains("Your credentials need: ");
        }
    }

    @Test
    void manyIdentitiesArePagedAndFiltered() {
        List<Identity> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(
                    ConsoleSamples.key(
                            "AKIAMANY%012d".formatted(i), "user-" + i, i % 80, null, NOW));
        }
        stack.identities = many;

        String first = get("identities").body();
        assertThat(first).contains("5000 identities, page 1 of 100", "page=2");
        assertThat(first.split("<tr>", -1)).hasSize(1 + 1 + Listing.LENGTH);
        assertThat(get("identities?page=100").body()).contains("page 100 of 100");
        assertThat(get("identities?page=-7&status=NONE").body())
                .contains("No identity is like that");
        assertThat(get("identities?page=999999999999999").body()).contains("page 1 of");
        assertThat(get("identities?text=USER-4321").body())
                .contains("1 identity", "AKIAMANY000000004321");
    }

    // ---- What is done ----

    @Test
    void aLeaseIsRevokedOnceItWasSaidWhatEndsWithIt() {
        assertThat(get("revoke?lease=aaaaaaaaaaa1").body())
                .contains(
                        "2 leases end below it", "aaaaaaaaaaa2", "aaaaaaaaaaa3", "cannot be undone")
                .doesNotContain("aaaaaaaaaaa4");
        stack.answers.add(
                """
                {"lease": "aaaaaaaaaaa1", "state": "REVOKED", "endedAt": "2026-03-01T09:30:01Z",
                 "receipt": {"requestedAt": "2026-03-01T09:30:01Z", "deniedAt": "2026-03-01T09:30:01.100Z",
                             "seenAt": null, "seenBy": "NONE"}}
                """);

        Visitor.Answer done = post("revoke", "lease=aaaaaaaaaaa1&reason=it+misbehaves");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("Done.", "revoked", "100 ms later", "not seen");
        assertThat(stack.asked)
                .containsExactly(
                        new FakeStack.Asked(
                                Function.REVOKE,
                                Json.read(
                                        "{\"lease\": \"aaaaaaaaaaa1\", \"reason\": \"it misbehaves\"}")));
    }

    @Test
    void withoutAReasonNothingIsAskedAndWhatWasFilledInStays() {
        Visitor.Answer answer =
                post("exempt", "identity=AKIASVCBACKUP0000002&reason=+&owner=%3Cdana%3E&days=91");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains(
                        "Nothing was done yet",
                        "Reason is missing",
                        "from 1 to 90",
                        "&lt;dana&gt;");
        assertThat(post("revoke", "lease=aaaaaaaaaaa1").status()).isEqualTo(400);
        assertThat(post("revoke", "lease=aaaaaaaaaaa1&reason=" + "x".repeat(257)).status())
                .isEqualTo(400);
        assertThat(stack.asked).isEmpty();
    }

    @Test
    void aRefusalTellsWhatWhyAndWhatToDo() {
        stack.answers.add(
                """
                {"refused": {"code": "lease-not-yours", "message": "`<b>` does not hold it",
                             "help": "revoke it", "problems": []}}
                """);

        Visitor.Answer answer = post("release", "lease=aaaaaaaaaaa1");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .contains(
                        "Curfew refused",
                        "`&lt;b&gt;` does not hold it",
                        "revoke it",
                        "lease-not-yours");
    }

    @Test
    void anAnswerThatDidNotComeIsNotTakenForDone() {
        Visitor.Answer answer =
                post("restore", "identity=AKIASVCBACKUP0000002&reason=it+is+needed");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("its answer did not come").doesNotContain("Done.");
    }

    @Test
    void anIdentityIsRestoredAndExempted() {
        stack.answers.add(
                """
                {"identity": {"id": "AKIASVCBACKUP0000002", "status": "ACTIVE", "postponedTo": "2026-03-08T09:30:00Z"}}
                """);
        stack.answers.add(
                """
                {"identity": {"id": "AKIASVCBACKUP0000002"}, "exemption": {"owner": "dana", "until": "2026-03-04T09:30:00Z"}}
                """);

        assertThat(post("restore", "identity=AKIASVCBACKUP0000002&reason=needed").body())
                .contains("Done.", "2026-03-08 09:30:00Z");
        assertThat(
                        post(
                                        "exempt",
                                        "identity=AKIASVCBACKUP0000002&reason=moving&owner=dana&days=3")
                                .body())
                .contains("Done.", "2026-03-04 09:30:00Z");
        assertThat(stack.asked)
                .extracting(asked -> asked.request().toString())
                .containsExactly(
                        "{\"operation\":\"restore\",\"identity\":\"AKIASVCBACKUP0000002\",\"reason\":\"needed\"}",
                        "{\"operation\":\"exempt\",\"identity\":\"AKIASVCBACKUP0000002\",\"reason\":\"moving\","
                                + "\"owner\":\"dana\",\"for\":\"P3D\"}");
    }

    @Test
    void aLeaseThatHasEndedShowsNoCountdown() {
        stack.leases =
                List.of(
                        ConsoleSamples.lease(
                                "/aaaaaaaaaaa1/", "planner", LeaseState.RELEASED, NOW, 90));

        assertThat(get("leases").body())
                .contains("released")
                .doesNotContain("data-end", ">Revoke<");
    }
}
