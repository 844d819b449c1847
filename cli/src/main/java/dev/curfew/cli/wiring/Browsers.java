package dev.curfew.cli.wiring;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser that the tests of pages look through, and which tests those are. */
final class Browsers {

    /** Names one, wherever it is. */
    static final String VARIABLE = "CURFEW_BROWSER";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");
    private static final List<Path> ELSEWHERE =
            List.of(
                    Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
                    Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    private Browsers() {}

    /**
     * The browser that the variable names, there or not, or else the first Chromium found: who
     * names one wants no test to be skipped.
     */
    static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String[] folders = environment.getOrDefault("PATH", "").split(File.pathSeparator, -1);
        return Stream.concat(
                        NAMES.stream()
                                .flatMap(name ->
                                        Stream.of(folders)
                                                .filter(folder -> !folder.isEmpty())
                                                .map(folder -> Path.of(folder, name))),
                        ELSEWHERE.stream())
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What is not tested without one, and how to get one. */
    static String missing(Path root) {
        return "%s, for want of a browser: install Chromium (apt install chromium, brew install --cask chromium), or name one in %s"
                .formatted(String.join(", ", tests(root)), VARIABLE);
    }

    /** The tests that need one, by their name. */
    static List<String> tests(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(Browsers::files)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("BrowserIT.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
