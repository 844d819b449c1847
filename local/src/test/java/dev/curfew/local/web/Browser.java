package dev.curfew.local.web;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, headless, named by the system property {@code curfew.browser}.
 * Nothing is downloaded: without one the tests that need it are skipped, and say how to get it.
 */
public final class Browser implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Path executable) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable)
                                        // Root, as in a container, cannot have Chromium's sandbox.
                                        .setChromiumSandbox(
                                                !"root".equals(System.getProperty("user.name")))
                                        .setArgs(List.of("--disable-gpu")));
    }

    /** Starts it for the tests of that class, or skips them when there is none. */
    public static Browser start(Class<?> tests) {
        String named = System.getProperty("curfew.browser", "");
        String help =
                "%s is skipped: it needs Chromium (apt install chromium, or its like), found by ./curfew test or named by -Dcurfew.browser=FILE"
                        .formatted(tests.getSimpleName());
        if (named.isEmpty()) {
            System.err.println(help);
        }
        Assumptions.assumeFalse(named.isEmpty(), help);
        Path executable = Path.of(named);
        if (!Files.isExecutable(executable)) {
            throw new IllegalStateException("there is no browser at `" + named + "`");
        }
        return new Browser(executable);
    }

    /** A browser that has never been anywhere. */
    public BrowserContext fresh(com.microsoft.playwright.options.ColorScheme colors) {
        return chromium.newContext(
                new NewContextOptions().setColorScheme(colors).setViewportSize(1000, 800));
    }

    /** The same, of a person who lets no page run scripts. */
    public BrowserContext withoutScripts() {
        return chromium.newContext(new NewContextOptions().setJavaScriptEnabled(false));
    }

    /** Keeps what is seen for people, under {@code target/screenshots}. */
    public static Path keep(Page page, String name) {
        Path file = SCREENSHOTS.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        return file;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
