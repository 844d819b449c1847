package dev.curfew.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.identity.Powers;
import dev.curfew.core.lifecycle.Action;
import dev.curfew.core.scan.Ahead;
import dev.curfew.core.scan.Remark;
import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Summary;
import dev.curfew.core.scan.Summary.Span;
import dev.curfew.local.web.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that {@code curfew scan --html} writes, as a person has it. */
class ScanBrowserIT {

    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
    private static final String HOSTILE = "<img src=x onerror=window.hit=1>";
    private static final int ROWS = 40;

    @TempDir private static Path folder = Path.of("");
    private static List<Browser> browsers = List.of();
    private final List<String> problems = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        browsers = List.of(Browser.start(ScanBrowserIT.class));
        try (HtmlReport report = new HtmlReport(file(), NOW)) {
            for (int i = 0; i < ROWS; i++) {
                report.seen(row(i));
            }
            report.end(summary());
        }
    }

    @AfterAll
    static void stop() {
        browsers.forEach(Browser::close);
    }

    private static Path file() {
        return folder.resolve("report.html");
    }

    private static Instant ago(long days) {
        return NOW.minus(Duration.ofDays(days));
    }

    /** Every fourth is a role; the first five keys are due now. */
    private static Seen row(int i) {
        boolean role = i % 4 == 3;
        String name = i == 0 ? HOSTILE : (role ? "agent-" : "user-") + i;
        @Nullable String slot = role ? null : "key 1";
        List<Ahead> ahead =
                role
                        ? List.of()
                        : List.of(
                                new Ahead(
                                        Action.DISABLE,
                                        NOW.plus(Duration.ofDays((i - 6) * 5L)),
                                        "it is too old"));
        return new Seen(
                role ? IdentityKind.ROLE : IdentityKind.ACCESS_KEY,
                name,
                slot,
                null,
                "arn:aws:iam::123456789012:user/" + i,
                null,
                "data-team",
                IdentityStatus.ACTIVE,
                ago(120L - i * 3L),
                i % 5 == 0 ? new LastUse.Never() : new LastUse.Used(ago(i), "s3", null),
                Powers.NONE,
                null,
                ahead,
                "it is 100 days old, of 90 that it may become",
                i % 7 == 0
                        ? List.of(new Remark(Remark.Kind.OVER_AGE, "older than its limit"))
                        : List.of());
    }

    private static Summary summary() {
        Map<Span, Long> ages = Map.of(Span.MONTH, 10L, Span.QUARTER, 14L, Span.HALF, 6L);
        Map<Span, Long> idle = Map.of(Span.MONTH, 20L, Span.QUARTER, 4L);
        return new Summary(
                "123456789012",
                NOW,
                Map.of(
                        IdentityKind.ACCESS_KEY,
                        new Summary.Numbers(30, 0, 5, 6, 6, ages, idle),
                        IdentityKind.ROLE,
                        new Summary.Numbers(10, 0, 0, 0, 2, Map.of(Span.HALF, 10L), idle)),
                Map.of(Remark.Kind.OVER_AGE, 6L),
                Map.of(
                        LocalDate.parse("2026-03-02"), 5L,
                        LocalDate.parse("2026-03-09"), 2L,
                        LocalDate.parse("2026-04-06"), 4L),
                List.of(
                        "no service credentials are listed: allow iam:ListServiceSpecificCredentials"));
    }

    private Page look(BrowserContext person) {
        Page tab = person.newPage();
        tab.setViewportSize(1280, 900);
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add(message.text());
            }
        });
        tab.onRequest(request -> {
            if (!request.url().startsWith("file:")) {
                problems.add(request.url());
            }
        });
        tab.navigate(file().toUri().toString());
        return tab;
    }

    private static long shown(Page tab) {
        return tab.locator("#rows tbody tr:visible").count();
    }

    @Test
    void theTableIsFilteredByTextKindAndWhatIsDue() {
        try (BrowserContext person = browsers.getFirst().fresh(ColorScheme.LIGHT)) {
            Page tab = look(person);
            assertThat(tab.locator("output").textContent()).isEqualTo(ROWS + " of " + ROWS);

            tab.getByLabel("Text").fill("USER-1");
            assertThat(shown(tab)).isEqualTo(8); // 1, 10, 12, 13, 14, 16, 17, 18
            tab.getByLabel("Text").fill("");
            tab.getByLabel("Kind").selectOption("ROLE");
            assertThat(shown(tab)).isEqualTo(10);
            tab.getByLabel("Kind").selectOption("");
            tab.getByLabel("due now only").check();
            assertThat(shown(tab)).isEqualTo(6);
            assertThat(tab.locator("output").textContent()).isEqualTo("6 of " + ROWS);
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void theTableIsSortedBothWaysAndSaysSo() {
        try (BrowserContext person = browsers.getFirst().fresh(ColorScheme.LIGHT)) {
            Page tab = look(person);
            var first = tab.locator("#rows tbody tr").first().locator("td").nth(1);

            tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("made")).click();
            assertThat(first.textContent()).startsWith(HOSTILE);
            tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("made")).click();

            assertThat(first.textContent()).isEqualTo("agent-39");
            assertThat(tab.locator("th[aria-sort=descending]").textContent()).isEqualTo("made");
            assertThat(tab.evaluate("window.hit === undefined")).isEqualTo(true);
            assertThat(problems).isEmpty();
        }
    }

    @Test
    void barsAreAsLongAsTheirNumbers() {
        for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (BrowserContext person = browsers.getFirst().fresh(colors)) {
                Page tab = look(person);

                assertThat(width(tab, "30 to 90 days")).isPositive();
                assertThat(width(tab, "up to 30 days") / width(tab, "30 to 90 days"))
                        .isBetween(0.68, 0.74); // 10 of 14
                assertThat(width(tab, "over a year")).isZero();
                Browser.keep(tab, "scan-" + colors.name().toLowerCase(Locale.ROOT));
                assertThat(problems).isEmpty();
            }
        }
    }

    private static double width(Page tab, String label) {
        return ((Number)
                        tab.evaluate(
                                "label => [...document.querySelectorAll('.charts section')]"
                                        + ".find(each => each.textContent.startsWith('access keys by age')).querySelectorAll('tr').values()"
                                        + ".find(row => row.textContent.startsWith(label)).querySelector('span').getBoundingClientRect().width",
                                label))
                .doubleValue();
    }
}
