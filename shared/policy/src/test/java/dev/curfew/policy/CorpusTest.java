package dev.curfew.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Asks every question of the corpus as a batch would, and compares with the answer that was
 * reasoned by hand.
 */
class CorpusTest {
    @TestFactory
    Stream<DynamicTest> answersAsReasoned() throws IOException, URISyntaxException {
        Path root = root();
        return files(root).stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                root.relativize(file).toString(), () -> check(file)));
    }

    @Test
    void holdsEveryGroup() throws IOException, URISyntaxException {
        try (Stream<Path> groups = Files.list(root())) {
            assertThat(groups.map(group -> group.getFileName().toString()))
                    .contains(
                            "absent",
                            "case",
                            "conditions",
                            "deny",
                            "evaluate",
                            "except",
                            "ranges",
                            "union",
                            "variables",
                            "versions",
                            "wildcards");
        }
    }

    private static Path root() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(CorpusTest.class.getResource("/corpus")).toURI());
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    private static void check(Path file) throws IOException, Json.Unreadable {
        var document = (Json.Members) Json.read(Files.readString(file));
        assertThat(document.byName()).containsOnlyKeys("page", "why", "question", "answer");
        assertThat(text(document, "page")).startsWith("https://docs.aws.amazon.com/");
        String answer =
                new Batch(System::nanoTime)
                        .answer(Objects.requireNonNull(document.byName().get("question")));
        String expected =
                switch (text(document, "answer")) {
                    case "contained" -> "\"contains\":true";
                    case "notContained" -> "\"contains\":false";
                    case "unknown" -> "\"contains\":null";
                    case String decision -> "\"decision\":\"" + decision + "\"";
                };

        assertThat(answer).as(text(document, "why")).contains(expected);
    }

    private static String text(Json.Members document, String name) {
        return document.byName().get(name) instanceof Json.Words(String text) ? text : "";
    }
}
