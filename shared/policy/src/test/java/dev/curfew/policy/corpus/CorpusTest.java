package dev.curfew.policy.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Decision;
import dev.curfew.policy.Evaluator;
import dev.curfew.policy.Policy;
import dev.curfew.policy.PolicySet;
import dev.curfew.policy.Reading;
import dev.curfew.policy.Request;
import dev.curfew.policy.Witness;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine against answers that were reasoned from AWS's pages without knowing the engine. */
class CorpusTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsReasoned(CorpusCase given) {
        String answer = given.asksForDecision() ? decide(given) : contain(given);

        assertThat(answer)
                .as("%s%n%s%n%s", given.name(), given.text("page"), given.text("why"))
                .isIn(given.expected());
    }

    @Test
    void holdsTheCasesIssueFourAsksFor() throws IOException, URISyntaxException {
        List<CorpusCase> all = cases().toList();

        assertThat(all).hasSizeGreaterThanOrEqualTo(300);
        assertThat(all)
                .allSatisfy(each -> {
                    assertThat(each.text("page")).startsWith("https://docs.aws.amazon.com/");
                    assertThat(each.text("why")).endsWith(".");
                    assertThat(each.expected())
                            .isNotEmpty()
                            .isSubsetOf(
                                    each.asksForDecision()
                                            ? List.of("allowed", "explicitDeny", "implicitDeny")
                                            : List.of("true", "false", "null"));
                });
    }

    private static Stream<CorpusCase> cases() throws IOException, URISyntaxException {
        Path root = Path.of(Objects.requireNonNull(CorpusTest.class.getResource(".")).toURI());
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files =
                    all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            return files.stream().map(CorpusTest::read);
        }
    }

    private static CorpusCase read(Path file) {
        try {
            return CorpusCase.read(file);
        } catch (IOException cause) {
            throw new AssertionError(file + " cannot be read", cause);
        }
    }

    private static String decide(CorpusCase given) {
        return spell(new Evaluator(given.policies()).decide(given.request("request")));
    }

    private static String contain(CorpusCase given) {
        Policy parent = given.policy("parent");
        Policy child = given.policy("child");
        if (given.has("witness")) {
            Request witness = given.request("witness");
            assertTellsApart(given, parent, child, witness, witness, Reading.DOCUMENTED);
        }
        Answer answer =
                Containment.ofSession(parent, given.keys("parentKeys"))
                        .contains(child, given.keys("childKeys"));
        return switch (answer) {
            case Answer.Contained() -> "true";
            case Answer.NotContained(Witness witness, Reading reading) -> {
                assertTellsApart(
                        given, parent, child, witness.asParent(), witness.asChild(), reading);
                yield "false";
            }
            case Answer.Unknown(String reason) -> {
                assertThat(reason).isNotBlank();
                yield "null";
            }
        };
    }

    private static void assertTellsApart(
            CorpusCase given,
            Policy parent,
            Policy child,
            Request toParent,
            Request toChild,
            Reading reading) {
        assertThat(spell(new Evaluator(PolicySet.of(child), reading).decide(toChild)))
                .as("%s: the child on %s", given.name(), toChild)
                .isEqualTo("allowed");
        assertThat(spell(new Evaluator(PolicySet.of(parent), reading).decide(toParent)))
                .as("%s: the parent on %s", given.name(), toParent)
                .isNotEqualTo("allowed");
    }

    private static String spell(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> "allowed";
            case Decision.ExplicitlyDenied denied -> "explicitDeny";
            case Decision.ImplicitlyDenied denied -> "implicitDeny";
        };
    }
}
