package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.stack.Function;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelegateCommandTest {

    private static final String GRANTED =
            """
            {"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"the-secret","SessionToken":"the-token",
             "Expiration":"2026-03-01T09:35:00Z","lease":"9n08qkz70c02","task":"send-orders",
             "lineage":"/4k2j8s0d9f1a/9n08qkz70c02/","expiresAt":"2026-03-01T09:35:00Z",
             "sessionPolicy":{"Version":"2012-10-17","Statement":[]}}
            """;

    private final Run run = new Run();
    @TempDir private Path directory = Path.of("");
    private Path scope = Path.of("");

    @BeforeEach
    void holdALease() throws IOException {
        run.stacks.caller = "arn:aws:sts::123456789012:assumed-role/order-sender/4k2j8s0d9f1a";
        scope =
                Files.writeString(
                        directory.resolve("scope.json"),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
    }

    private Run.Ended delegate(String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of("delegate", "--task", "send-orders", "--scope", scope.toString()));
        words.addAll(List.of(more));
        return run.line(words.toArray(String[]::new));
    }

    @Test
    void asksTheIssueFunctionForWhatItWasTold() {
        run.stacks.answers.add(GRANTED);

        delegate("--for", "90s", "--agent", "packer", "--reason", "ticket 7", "--stack", "blue");

        assertThat(run.stacks.calls)
                .containsExactly(
                        new FakeStacks.Call(
                                "blue",
                                Function.ISSUE,
                                Json.read(
                                        """
                                        {"task":"send-orders","agent":"packer",
                                         "scope":{"Version":"2012-10-17","Statement":[]},
                                         "duration":"PT1M30S","reason":"ticket 7"}
                                        """)));
    }

    @Test
    void peopleSeeTheLeaseItsLineageAndItsEndAndNoSecret() {
        run.stacks.answers.add(GRANTED);

        Run.Ended ended = delegate();

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .startsWith(
                        """
                        lease    9n08qkz70c02
                        lineage  4k2j8s0d9f1a > 9n08qkz70c02
                        task     send-orders
                        ends     2026-03-01 09:35:00Z
                        key      ASIAEXAMPLE (its secret is not shown)
                        """);
        assertThat(ended.out() + ended.err()).doesNotContain("the-secret", "the-token");
    }

    @Test
    void jsonIsWhatAnAwsCredentialProcessPrints() {
        run.stacks.answers.add(GRANTED);

        assertThat(Json.read(delegate("--json").out())).isEqualTo(Json.read(GRANTED));
    }

    @Test
    void aRequestIsPrintedInsteadOfSent() {
        Run.Ended ended = delegate("--print-request");

        assertThat(ended.exit()).isZero();
        assertThat(Json.read(ended.out()).path("request").asText()).contains("send-orders");
        assertThat(run.stacks.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:user/alice",
                "arn:aws:iam::123456789012:root",
                "arn:aws:iam::123456789012:user/assumed-role/x/4k2j8s0d9f1a",
                "arn:aws:sts::123456789012:assumed-role/ci/run-7",
                "arn:aws:sts::123456789012:assumed-role/ci/4K2J8S0D9F1A",
                "arn:aws:sts::123456789012:federated-user/4k2j8s0d9f1a"
            })
    void whoHoldsNoLeaseIsToldSoAndNothingIsAsked(String caller) {
        run.stacks.caller = caller;

        assertThat(delegate())
                .isEqualTo(
                        new Run.Ended(
                                1,
                                "",
                                "refused (no-lease): you hold no lease: your credentials are those of `"
                                        + caller
                                        + "`\nhelp: use the credentials that issuing a lease answered;"
                                        + " with your own, ask with ./curfew issue\n"));
        assertThat(run.stacks.calls).isEmpty();
    }

    @Test
    void aSessionThatOnlyLooksLikeALeasesIsGivenNoCredential() {
        run.stacks.caller = "arn:aws:sts::123456789012:assumed-role/ci/buildnumber7";
        run.stacks.answers.add(GRANTED.replace("/4k2j8s0d9f1a/9n08", "/9n08"));

        Run.Ended ended = delegate("--json");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(Json.read(ended.out()).at("/refused/code").asText()).isEqualTo("no-lease");
        assertThat(ended.out()).doesNotContain("the-secret");
        assertThat(ended.err())
                .startsWith("refused (no-lease): you hold no lease: ")
                .contains("./curfew release 9n08qkz70c02")
                .doesNotContain("the-secret");
    }

    @Test
    void aRefusalIsTold() {
        run.stacks.answers.add(
                """
                {"refused":{"code":"scope-exceeds-parent","message":"the scope allows more","help":"ask for less"}}
                """);

        assertThat(delegate())
                .isEqualTo(
                        new Run.Ended(
                                1,
                                "",
                                "refused (scope-exceeds-parent): the scope allows more\nhelp: ask for less\n"));
    }
}
