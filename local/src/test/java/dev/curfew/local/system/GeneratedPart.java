package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page under {@code docs/} that a test makes: what stands between {@code <!-- NAME:
 * made by ... -->} and {@code <!-- NAME ends -->}. With {@code -Dcurfew.golden=write} it is written
 * anew.
 */
final class GeneratedPart {

    private GeneratedPart() {}

    /** That the part of the page is what it should be. */
    static void check(String page, String name, String expected) {
        Path file = TestCloud.checkout().root().resolve("docs").resolve(page);
        try {
            String text = Files.readString(file);
            int start = text.indexOf('\n', text.indexOf("<!-- " + name + ": ")) + 1;
            int end = text.indexOf("<!-- " + name + " ends -->");
            assertThat(text).contains("<!-- " + name + ": ", "<!-- " + name + " ends -->");
            if ("write".equals(System.getProperty("curfew.golden"))) {
                Files.writeString(file, text.substring(0, start) + expected + text.substring(end));
                return;
            }
            assertThat(text.substring(start, end))
                    .as("docs/%s is not up to date: run this test with -Dcurfew.golden=write", page)
                    .isEqualTo(expected);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
