package dev.curfew.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.curfew.local.web.Browser;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages as a person has them, over a stack that is made up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesBrowserIT {

    private static final List<String> PAGES =
            List.of(
                    "./",
                    "leases?state=all",
                    "delegations",
                    "identities",
                    "findings",
                    "journal?subject=aaaaaaaaaaa1",
                    "lease?id=aaaaaaaaaaa1",
                    "identity?id=AKIANIGHTLYBATCH0001",
                    "finding?id=f00000000001",
                    "revoke?lease=aaaaaaaaaaa1",
                    "exempt?identity=AKIASVCBACKUP0000002");

    private @Nullable Browser browser;
    private final List<String> problems = new ArrayList<>();

    @BeforeAll
    void start() {
        browser = Browser.start(ConsolePagesBrowserIT.class);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private Console open(FakeStack stack) {
        return Console.open(
                0,
                stack,
                new Where("curfew", "account 123456789012, eu-west-1", ConsoleSamples.ANN),
                Clock.systemUTC());
    }

    private Page look(BrowserContext person, Console console) {
        Page tab = person.newPage();
        tab.setViewportSize(1280, 800);
        tab.onDialog(dialog -> {
            problems.add(dialog.message());
            dialog.dismiss();
        });
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.location().contains("favicon")) {
                problems.add(message.text());
            }
        });
        tab.navigate(console.link().toString());
        return tab;
    }

    private BrowserContext person(ColorScheme colors) {
        return Objects.requireNonNull(browser).fresh(colors);
    }

    @Test
    void eachPageIsKeptInLightAndDarkAndHasItsLandmarks() {
        for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Console console = open(ConsoleSamples.stack(Clock.systemUTC().instant()));
                    BrowserContext person = person(colors)) {
                Page tab = look(person, console);
                String root = tab.url();
                for (String page : PAGES) {
                    tab.navigate(root + page);
                    assertThat(tab.getByRole(AriaRole.MAIN).count()).isEqualTo(1);
                    assertThat(tab.locator("h1").count()).isEqualTo(1);
                    assertThat(tab.locator("table:not(:has(caption))").count()).isZero();
                    assertThat(
                                    tab.locator(
                                                    "input:not([type=hidden]):not([id]):not(label input)")
                                            .count())
                            .isZero();
                    assertThat(isWide(tab)).as(page + " is not wider than the window").isFalse();
                    Browser.keep(
                            tab,
                            "console-%s-%s"
                                    .formatted(
                                            page.replaceAll("[^a-z].*", "").isEmpty()
                                                    ? "overview"
                                                    : page.replaceAll("[^a-z].*", ""),
                                            colors.name().toLowerCase(java.util.Locale.ROOT)));
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static boolean isWide(Page tab) {
        return Boolean.TRUE.equals(
                tab.evaluate(
                        "document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    @Test
    void aNarrowWindowScrollsItsTablesAndNotThePage() {
        try (Console console = open(ConsoleSamples.stack(Clock.systemUTC().instant()));
                BrowserContext person = person(ColorScheme.LIGHT)) {
            Page tab = look(person, console);
            tab.setViewportSize(390, 800);
            String root = tab.url();
            for (String page : PAGES) {
                tab.navigate(root + page);
                assertThat(isWide(tab)).as(page).isFalse();
            }
            tab.navigate(root);
            Browser.keep(tab, "console-narrow");
        }
    }

    @Test
    void itCountsDownByTheServersClockAndKeepsTheFocusWhenItReadsAgain() {
        try (Console console = open(ConsoleSamples.stack(Clock.systemUTC().instant()));
                BrowserContext person = person(ColorScheme.LIGHT)) {
            Page tab = look(person, console);
            Locator first = tab.locator(".left time").first();
            String before = first.textContent();
            assertThat(before).endsWith("s left");
            tab.waitForCondition(() -> !first.textContent().equals(before));

            tab.locator("#revoke-aaaaaaaaaaa1").focus();
            tab.getByText("What is live was read again").waitFor();

            assertThat(tab.evaluate("document.activeElement.id")).isEqualTo("revoke-aaaaaaaaaaa1");
            assertThat(tab.locator("#said").textContent()).as("nothing has changed").isEmpty();
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void withoutScriptsEverythingIsThere() {
        try (Console console = open(ConsoleSamples.stack(Clock.systemUTC().instant()));
                BrowserContext person = Objects.requireNonNull(browser).withoutScripts()) {
            Page tab = look(person, console);
            assertThat(tab.locator(".left time").first().textContent()).endsWith("s left");
            tab.locator("#revoke-aaaaaaaaaaa1").click();
            assertThat(tab.getByRole(AriaRole.BUTTON).textContent()).isEqualTo("Revoke it now");
        }
    }

    @Test
    void hostileTextIsShownAndDoesNothing() {
        List<String> texts = new ArrayList<>(ConsoleTest.hostile());
        texts.add("\u202egnp.exe\u2066");
        texts.add("<meta http-equiv=refresh content=0;url=http://evil.example>");
        texts.add("<base href=//evil.example>");
        try (BrowserContext person = person(ColorScheme.LIGHT)) {
            for (String text : texts) {
                try (Console console =
                        open(ConsoleSamples.hostile(text, Clock.systemUTC().instant()))) {
                    Page tab = look(person, console);
                    String root = tab.url();
                    for (String page :
                            List.of(
                                    "./",
                                    "leases",
                                    "delegations",
                                    "identities",
                                    "findings",
                                    "journal",
                                    "lease?id=aaaaaaaaaaa1",
                                    "identity?id=AKIAHOSTILE000000001",
                                    "finding?id=f00000000001",
                                    "revoke?lease=aaaaaaaaaaa1")) {
                        tab.navigate(root + page);
                        assertThat(
                                        tab.locator(
                                                        "script:not([src='console.js']), img, iframe, base, main meta, [onerror], [onfocus], [onload]")
                                                .count())
                                .as(page)
                                .isZero();
                        assertThat(tab.locator("a[href^=javascript]").count()).isZero();
                        assertThat(tab.url()).startsWith(root);
                    }
                    tab.close();
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void evenAScriptThatGotInWouldNotRun() {
        try (Console console = open(ConsoleSamples.stack(Clock.systemUTC().instant()));
                BrowserContext person = person(ColorScheme.LIGHT)) {
            Page tab = look(person, console);

            tab.evaluate(
                    "() => { const s = document.createElement('script'); s.textContent = 'window.hit=1'; document.body.append(s); }");
            tab.evaluate(
                    "() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.hit=1>')");

            assertThat(tab.evaluate("window.hit === undefined")).isEqualTo(true);
            problems.clear(); // what was kept out is told there
        }
    }
}
