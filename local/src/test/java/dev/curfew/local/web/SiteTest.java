package dev.curfew.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private final Site site =
            new Site(
                            0,
                            new Links(Links.newKey(), Clock.systemUTC()),
                            Clock.systemUTC(),
                            "`./curfew status`")
                    .person("/", _ -> Reply.page(200, Markup.text("first page")))
                    .person("/below/", call -> Reply.text(200, call.path()))
                    .person("/fails", _ -> broken())
                    .program("/api/", call -> Reply.text(200, call.method() + call.body()));
    private final Visitor visitor = new Visitor(site.address());

    private static Reply broken() {
        throw new IllegalStateException("secret");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aLinkLetsOneBrowserInOnce() {
        URI link = site.link();

        Visitor.Answer opened = visitor.get(link.getPath());

        assertThat(opened.status()).isEqualTo(303);
        assertThat(opened.headers()).containsEntry("location", "/");
        assertThat(opened.headers().get("set-cookie")).contains("HttpOnly", "SameSite=Strict");
        assertThat(new Visitor(site.address()).get(link.getPath()).status()).isEqualTo(403);
        visitor.letIn(site.link());
        assertThat(visitor.get("/").body()).isEqualTo("first page");
        assertThat(visitor.get(link.getPath()).headers()).containsEntry("location", "/");
    }

    @Test
    void withoutItNothingIsShownAndItSaysHowToGetIn() {
        for (String path : List.of("/", "/below/x", "/none", "/open/", "/open/x")) {
            Visitor.Answer answer = visitor.get(path);

            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.body()).contains("./curfew status").doesNotContain("first page");
        }
        visitor.with("Cookie", "curfew-%d=x".formatted(site.address().getPort()));
        assertThat(visitor.get("/").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:%d",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.0.0.1:%d.evil.example",
                ""
            })
    void aForeignHostIsRefusedWhateverElseItBrings(String host) {
        visitor.letIn(site.link()).with("Host", host.replace("%d", "" + site.address().getPort()));

        assertThat(visitor.get("/").status()).isIn(400, 421);
        assertThat(visitor.post("/api/x", "").status()).isIn(400, 421);
    }

    @Test
    void aPostMustComeFromTheSitesOwnPages() {
        visitor.letIn(site.link());
        assertThat(visitor.post("/below/x", "").status()).isEqualTo(200);

        for (String origin :
                List.of(
                        "",
                        "null",
                        "http://evil.example",
                        "https://" + host(),
                        "http://localhost:1")) {
            visitor.with("Origin", origin);
            assertThat(visitor.post("/below/x", "").status()).as(origin).isEqualTo(403);
        }
        visitor.with("Origin", "http://" + host()).with("Sec-Fetch-Site", "cross-site");
        assertThat(visitor.post("/below/x", "").status()).isEqualTo(403);
    }

    @Test
    void aProgramNeedsNoCookie() {
        assertThat(visitor.post("/api/x", "hello").body()).isEqualTo("POSThello");
    }

    @Test
    void aBodyIsBounded() {
        assertThat(visitor.post("/api/x", "x".repeat(Site.MOST_BYTES)).status()).isEqualTo(200);
        assertThat(visitor.post("/api/x", "x".repeat(Site.MOST_BYTES + 1)).status()).isEqualTo(413);
    }

    @Test
    void otherMethodsAreRefused() {
        for (String method : List.of("PUT", "DELETE", "TRACE", "OPTIONS", "PATCH")) {
            assertThat(visitor.send(method, "/api/x", "").status()).as(method).isEqualTo(405);
        }
    }

    @Test
    void whatIsSentMayLoadAndRunNothing() {
        assertThat(visitor.get("/").headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("cache-control", "no-store")
                .containsEntry("referrer-policy", "same-origin")
                .hasEntrySatisfying(
                        "content-security-policy",
                        policy ->
                                assertThat(policy)
                                        .contains("default-src 'none'", "frame-ancestors 'none'")
                                        .doesNotContain("script-src", "unsafe"));
    }

    @Test
    void aFailureTellsNothingOfItself() {
        Visitor.Answer answer = visitor.letIn(site.link()).get("/fails");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void itListensOnLoopbackAlone() throws Exception {
        List<InetAddress> others =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress())
                        .toList();
        for (InetAddress other : others) {
            assertThat(connects(other)).as(other.toString()).isFalse();
        }
        assertThat(connects(InetAddress.getLoopbackAddress())).isTrue();
    }

    private boolean connects(InetAddress to) {
        try (var _ = new Socket(to, site.address().getPort())) {
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private String host() {
        return site.address().getAuthority();
    }
}
