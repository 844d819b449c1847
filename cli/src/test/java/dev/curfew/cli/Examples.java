package dev.curfew.cli;

import dev.curfew.local.testing.TestCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The examples in README and docs. One in {@code sh} is run by {@link ExamplesIT} unless the line
 * above it says why not: {@code <!-- not run: WHY -->}.
 */
final class Examples {

    /** What may stand in the way, and the words that such an example has to have. */
    static final List<Excuse> EXCUSES =
            List.of(
                    new Excuse("needs an AWS account", Pattern.compile("(?m)^sam deploy ")),
                    new Excuse("takes minutes", Pattern.compile("-Dcurfew\\.worlds=1000")),
                    new Excuse(
                            "needs point-in-time recovery",
                            Pattern.compile("-to-point-in-time|source-drill")),
                    new Excuse("needs the internet", Pattern.compile("dependency-check")));

    private static final Pattern MARK = Pattern.compile("<!-- not run: (.+) -->");

    record Excuse(String why, Pattern words) {}

    /**
     * One fenced block.
     *
     * @param heading the last one before it
     * @param notRun why it is not run; null when it is
     */
    record Example(
            String page,
            String heading,
            int line,
            String language,
            String text,
            @Nullable String notRun) {

        String firstLine() {
            return text.lines().findFirst().orElse("");
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    private Examples() {}

    static Path root() {
        return TestCloud.checkout().root();
    }

    /** Relative to the checkout. */
    static List<String> pages() {
        List<String> pages = new ArrayList<>(List.of("README.md", "client/README.md"));
        try (Stream<Path> docs = Files.walk(root().resolve("docs"))) {
            docs.filter(path -> path.toString().endsWith(".md"))
                    .map(path -> root().relativize(path).toString())
                    .sorted()
                    .forEach(pages::add);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
        return pages;
    }

    static String text(String page) {
        try {
            return Files.readString(root().resolve(page));
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    static List<Example> all() {
        return pages().stream().flatMap(page -> of(page).stream()).toList();
    }

    static List<Example> of(String page) {
        List<Example> examples = new ArrayList<>();
        List<String> lines = text(page).lines().toList();
        String heading = "";
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith("#")) {
                heading = line.replaceFirst("^#+ ", "");
            } else if (line.startsWith("```")) {
                int from = at + 1;
                do {
                    at++;
                } while (!lines.get(at).startsWith("```"));
                Matcher mark = MARK.matcher(from > 1 ? lines.get(from - 2) : "");
                examples.add(
                        new Example(
                                page,
                                heading,
                                from,
                                line.substring(3).strip(),
                                String.join("\n", lines.subList(from, at)) + "\n",
                                mark.matches() ? mark.group(1) : null));
            }
        }
        return examples;
    }

    /** The example of that page that begins so. */
    static Example beginning(String page, String firstLine) {
        return of(page).stream()
                .filter(example -> example.firstLine().startsWith(firstLine))
                .findFirst()
                .orElseThrow();
    }
}
