package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.stack.Function;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueCommandTest {

    private static final String GRANTED =
            """
            {"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"the-secret","SessionToken":"the-token",
             "Expiration":"2026-03-01T09:35:00Z","lease":"4k2j8s0d9f1a","task":"send-orders",
             "lineage":"/4k2j8s0d9f1a/","expiresAt":"2026-03-01T09:35:00Z","sessionPolicy":{"Version":"2012-10-17","Statement":[]}}
            """;

    private final Run run = new Run();
    @TempDir private Path directory = Path.of("");
    private Path scope = Path.of("");

    @BeforeEach
    void writeScope() throws IOException {
        scope =
                Files.writeString(
                        directory.resolve("scope.json"),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
    }

    private Run.Ended issue(String... more) {
        String[] words = {"issue", "--task", "send-orders", "--scope", scope.toString()};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return run.line(all);
    }

    @Test
    void asksTheFunctionForWhatItWasTold() {
        run.stacks.answers.add(GRANTED);

        issue(
                "--for",
                "90s",
                "--agent",
                "warehouse-bot",
                "--reason",
                "ticket 7",
                "--stack",
                "blue");

        assertThat(run.stacks.calls).hasSize(1);
        FakeStacks.Call call = run.stacks.calls.getFirst();
        assertThat(call.stack()).isEqualTo("blue");
        assertThat(call.function()).isEqualTo(Function.ISSUE);
        assertThat(call.request())
                .isEqualTo(
                        Json.read(
                                """
                                {"task":"send-orders","agent":"warehouse-bot","scope":{"Version":"2012-10-17","Statement":[]},
                                 "duration":"PT1M30S","reason":"ticket 7"}
                                """));
    }

    @ParameterizedTest
    @CsvSource({"10s,PT10S", "5m,PT5M", "1h,PT1H", "90d,PT2160H", "PT15M,PT15M"})
    void durationsAreSentInIso8601(String given, String sent) {
        run.stacks.answers.add(GRANTED);

        issue("--for", given);

        assertThat(run.stacks.calls.getFirst().request().path("duration").asText()).isEqualTo(sent);
    }

    @Test
    void withoutADurationFiveMinutesAreAskedFor() {
        run.stacks.answers.add(GRANTED);

        issue();

        assertThat(run.stacks.calls.getFirst().request().path("duration").asText())
                .isEqualTo("PT5M");
    }

    @Test
    void aPrintedRequestIsSignedAndNotSentAndSaysHowToSendIt() {
        Run.Ended ended = issue("--print-request", "--stack", "blue");

        assertThat(ended.exit()).isZero();
        assertThat(Json.read(ended.out()).path("request").asText())
                .contains("\"task\":\"send-orders\"");
        assertThat(ended.err())
                .contains(
                        "aws lambda invoke --function-name blue-issue:live",
                        "--client-context the-context",
                        "--payload file://request.json");
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void jsonIsWhatAnAwsCredentialProcessPrints() {
        run.stacks.answers.add(GRANTED);

        Run.Ended ended = issue("--json");

        assertThat(ended.exit()).isZero();
        assertThat(Json.read(ended.out())).isEqualTo(Json.read(GRANTED));
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void peopleAreNotShownTheSecret() {
        run.stacks.answers.add(GRANTED);

        Run.Ended ended = issue();

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("4k2j8s0d9f1a", "send-orders", "2026-03-01 09:35:00Z", "ASIAEXAMPLE");
        assertThat(ended.err())
                .contains("--json", "./curfew exec", "./curfew release 4k2j8s0d9f1a");
        assertThat(ended.out()).doesNotContain("lineage");
        assertThat(ended.out() + ended.err()).doesNotContain("the-secret", "the-token");
    }

    @Test
    void aRefusalGoesToStandardErrorWithEachProblem() {
        run.stacks.answers.add(
                """
                {"refused":{"code":"request-invalid","message":"the request is not valid in 2 places","help":"mend each",
                 "problems":[{"path":"/scope/Statement","message":"is empty","help":"allow something"},
                             {"path":"/duration","message":"too \\u001b[31mlong","help":"ask for less"}]}}
                """);

        Run.Ended ended = issue("--json");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo(
                        """
                        refused (request-invalid): the request is not valid in 2 places
                        /scope/Statement: is empty (allow something)
                        /duration: too \\u001b[31mlong (ask for less)
                        help: mend each
                        """);
        assertThat(Json.read(ended.out()).at("/refused/problems/1/path").asText())
                .isEqualTo("/duration");
    }

    @Test
    void aRefusalWithOneProblemSaysItOnce() {
        run.stacks.answers.add(
                """
                {"refused":{"code":"scope-invalid","message":"the request is not valid at `/scope`: it is empty","help":"fill it",
                 "problems":[{"path":"/scope","message":"it is empty","help":"fill it"}]}}
                """);

        assertThat(issue().err())
                .isEqualTo(
                        "refused (scope-invalid): the request is not valid at `/scope`: it is empty\nhelp: fill it\n");
    }

    @Test
    void aScopeComesFromStandardInputToo() {
        run.stacks.answers.add(GRANTED);
        run.input = "{\"Version\":\"2012-10-17\"}";

        run.line("issue", "--task", "t", "--scope", "-");

        assertThat(run.stacks.calls.getFirst().request().path("scope").path("Version").asText())
                .isEqualTo("2012-10-17");
    }

    @Test
    void aScopeCanBeSaidInWords() {
        run.stacks.answers.add(GRANTED);

        run.line(
                "issue",
                "--task",
                "t",
                "--allow",
                "sqs:SendMessage,sqs:GetQueueUrl  arn:aws:sqs:*:*:a arn:aws:sqs:*:*:b",
                "--allow",
                "s3:ListAllMyBuckets *");

        assertThat(run.stacks.calls.getFirst().request().path("scope"))
                .isEqualTo(
                        Json.read(
                                """
                                {"Version":"2012-10-17","Statement":[
                                 {"Effect":"Allow","Action":["sqs:SendMessage","sqs:GetQueueUrl"],"Resource":["arn:aws:sqs:*:*:a","arn:aws:sqs:*:*:b"]},
                                 {"Effect":"Allow","Action":["s3:ListAllMyBuckets"],"Resource":["*"]}]}
                                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqs:SendMessage", "arn:aws:sqs:*:*:a sqs:SendMessage", "", " "})
    void wordsThatAreNoScopeAreWrongUse(String allowed) {
        Run.Ended ended = run.line("issue", "--task", "t", "--allow", allowed);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("is not an action and a resource");
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void aScopeHasToBeSaidAndOnlyOnce() {
        assertThat(run.line("issue", "--task", "t").err()).contains("give either --scope FILE or");
        assertThat(issue("--allow", "s3:ListAllMyBuckets *").exit()).isEqualTo(2);
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void aScopeThatIsNotJsonIsToldWithItsLineAndNothingIsAsked() throws IOException {
        Files.writeString(scope, "{\n  \"Version\": 2012-10-17\n}");

        Run.Ended ended = issue();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("scope.json:2: this is not JSON");
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void anUnreadableScopeSaysWhatToDo() throws IOException {
        Files.write(scope, new byte[] {(byte) 0xff});
        assertThat(issue().err()).contains("is not UTF-8 text");

        Files.delete(scope);
        Run.Ended missing = issue();
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no file");
    }
}
