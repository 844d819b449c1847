package dev.curfew.cli.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowsersTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void theOneThatIsNamedIsTakenEvenIfItIsNotThere() {
        assertThat(Browsers.find(Map.of("CURFEW_BROWSER", "/no/such", "PATH", "")))
                .contains(Path.of("/no/such"));
    }

    @Test
    void theFirstOnThePathIsFoundIfItCanBeRun() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.createFile(first.resolve("chromium"));
        Path browser = Files.createFile(second.resolve("chromium"));
        assertThat(browser.toFile().setExecutable(true)).isTrue();

        assertThat(Browsers.find(Map.of("PATH", first + "::" + second))).contains(browser);
    }

    @Test
    void theTestsThatNeedOneAreNamedAndSoIsTheWayToOne() throws IOException {
        Path tests = Files.createDirectories(folder.resolve("local/src/test/java/a/b"));
        Files.createFile(tests.resolve("PageBrowserIT.java"));
        Files.createFile(tests.resolve("OtherIT.java"));

        assertThat(Browsers.missing(folder))
                .startsWith("PageBrowserIT, for want of a browser: install Chromium")
                .contains("CURFEW_BROWSER");
    }
}
