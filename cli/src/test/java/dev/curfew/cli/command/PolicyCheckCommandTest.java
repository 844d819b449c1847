package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckCommandTest {

    @TempDir private Path folder = Path.of("");
    private final Run run = new Run();

    @BeforeEach
    void writePolicies() throws IOException {
        policy("ceiling", "sqs:*");
        policy("narrow", "sqs:SendMessage");
        policy("wide", "s3:GetObject");
        Files.writeString(folder.resolve("broken"), "{\"Statement\": {\"Effect\": \"Permit\"}}");
    }

    @Test
    void whatLiesWithinExitsWith0() {
        assertThat(check("ceiling", "narrow"))
                .isEqualTo(
                        new Run.Ended(
                                0, "contained: the parent allows all that the child allows\n", ""));
    }

    @Test
    void whatDoesNotExitsWith1AndShowsARequest() {
        Run.Ended ended = check("ceiling", "wide");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).startsWith("not contained: the child allows `s3:GetObject` on ");
    }

    @Test
    void jsonCarriesTheWitness() {
        Run.Ended ended = check("narrow", "ceiling", "--json");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(Json.read(ended.out()).path("contains").isBoolean()).isTrue();
        assertThat(Json.read(ended.out()).at("/witness/action").asText()).startsWith("sqs:");
    }

    @Test
    void aBrokenPolicyExitsWith2AndNamesEachProblem() {
        Run.Ended ended = check("ceiling", "broken");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("broken at /Statement").contains("`Permit`");
    }

    @Test
    void theBatchAnswersEachLineAndGoesOnAfterABrokenOne() {
        run.input =
                """
                {"id":"1","kind":"contains","parent":%1$s,"child":%1$s}
                nonsense
                {"id":"3","kind":"eval","policies":{"identity":[%1$s]},"request":{"action":"sqs:SendMessage","resource":"*"}}
                """
                        .formatted(text("sqs:*"));

        Run.Ended ended = run.line("policy", "check", "--batch");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out().lines()).hasSize(3);
        assertThat(Json.read(ended.out().lines().toList().get(0)).path("contains").asBoolean())
                .isTrue();
        assertThat(Json.read(ended.out().lines().toList().get(1)).has("error")).isTrue();
        assertThat(Json.read(ended.out().lines().toList().get(2)).path("decision").asText())
                .isEqualTo("allowed");
    }

    @Test
    void halfAQuestionIsWrongUse() {
        assertThat(run.line("policy", "check", "--parent", "x").exit()).isEqualTo(2);
        assertThat(run.line("policy", "check", "--batch", "--child", "x").exit()).isEqualTo(2);
        assertThat(run.line("policy").exit()).isEqualTo(2);
    }

    private Run.Ended check(String parent, String child, String... more) {
        String[] words = new String[6 + more.length];
        words[0] = "policy";
        words[1] = "check";
        words[2] = "--parent";
        words[3] = folder.resolve(parent).toString();
        words[4] = "--child";
        words[5] = folder.resolve(child).toString();
        System.arraycopy(more, 0, words, 6, more.length);
        return run.line(words);
    }

    private void policy(String name, String action) throws IOException {
        Files.writeString(folder.resolve(name), text(action));
    }

    private static String text(String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"*\"}}"
                .formatted(action);
    }
}
