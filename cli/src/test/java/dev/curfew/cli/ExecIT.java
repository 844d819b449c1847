package dev.curfew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.Curfews.Ended;
import dev.curfew.cli.Curfews.Running;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code curfew exec} as a process, against the deployed stack. */
class ExecIT {

    @TempDir private static Path directory = Path.of("");
    private static List<Curfews> shared = List.of();

    /** Prints what the endpoint answers, as a program that gets at a credential could. */
    private static final String ASK =
            """
            import os, urllib.request
            ask = urllib.request.Request(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
            ask.add_header("Authorization", open(os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"]).read())
            print(urllib.request.urlopen(ask).read().decode())
            """;

    private static final String LIST_FOR_A_WHILE =
            """
            import boto3, sys, time
            s3 = boto3.client("s3")
            end = time.time() + float(sys.argv[1])
            calls = 0
            while time.time() < end:
                s3.list_objects_v2(Bucket="exec-a")
                calls += 1
                time.sleep(0.2)
            print("calls", calls)
            """;

    @BeforeAll
    static void deploy() throws IOException, InterruptedException {
        shared = List.of(new Curfews(directory));
    }

    private static Curfews curfew() {
        return shared.getFirst();
    }

    private static String[] exec(String agent, String length, String... command) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "exec",
                                "--task",
                                "exec-read",
                                "--allow",
                                Curfews.ALLOWED,
                                "--agent",
                                agent,
                                "--for",
                                length,
                                "--"));
        words.addAll(List.of(command));
        return words.toArray(new String[0]);
    }

    private static List<Path> tokens() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("curfew"))) {
            return files.filter(file -> file.getFileName().toString().equals("token")).toList();
        }
    }

    @Test
    void theCommandDoesWhatTheScopeAllowsAndNothingAfterItsEnd()
            throws IOException, InterruptedException {
        Ended ended =
                curfew().run(
                                exec(
                                        "scope",
                                        "2m",
                                        "sh",
                                        "-c",
                                        "$0 s3 ls s3://exec-a && echo listed; $0 s3 ls s3://exec-b 2>&1; $1 -c \"$2\"; exit 7",
                                        curfew().aws(),
                                        curfew().python(),
                                        ASK));

        assertThat(ended.exit()).as(ended.err()).isEqualTo(7);
        assertThat(ended.out()).contains("listed", "AccessDenied");
        assertThat(curfew().states("scope")).containsExactly("RELEASED");
        assertThat(tokens()).isEmpty();
        JsonNode credential = Json.read(ended.out().lines().toList().getLast());
        assertThat(ended.err())
                .contains(" for task exec-read")
                .doesNotContain(credential.path("SecretAccessKey").asText());
        assertDenied(credential);
    }

    private static void assertDenied(JsonNode credential) throws IOException, InterruptedException {
        Instant latest = Instant.now().plusSeconds(30);
        while (true) {
            Ended call =
                    curfew().start(
                                    Map.of(
                                            "AWS_ACCESS_KEY_ID",
                                            credential.path("AccessKeyId").asText(),
                                            "AWS_SECRET_ACCESS_KEY",
                                            credential.path("SecretAccessKey").asText(),
                                            "AWS_SESSION_TOKEN",
                                            credential.path("Token").asText()),
                                    List.of(curfew().aws(), "s3", "ls", "s3://exec-a"))
                            .end();
            if (call.exit() != 0) {
                assertThat(call.err()).contains("AccessDenied");
                return;
            }
            assertThat(Instant.now()).as("the credential still works").isBefore(latest);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM,3", "INT,4", "HUP,5"})
    void aSignalIsPassedOnAndTheLeaseReleased(String signal, int exit)
            throws IOException, InterruptedException {
        Running running =
                curfew().start(
                                exec(
                                        "signal-" + signal,
                                        "5m",
                                        "sh",
                                        "-c",
                                        "trap 'exit 3' TERM; trap 'exit 4' INT; trap 'exit 5' HUP; echo ready; while :; do sleep 0.1; done"));
        running.awaitOutput("ready");

        running.signal(signal);

        assertThat(running.end().exit()).isEqualTo(exit);
        assertThat(curfew().states("signal-" + signal)).containsExactly("RELEASED");
        assertThat(tokens()).isEmpty();
    }

    @Test
    void aCommandThatIsKilledIsReleasedToo() throws IOException, InterruptedException {
        Ended ended = curfew().run(exec("killed", "5m", "sh", "-c", "kill -9 $$"));

        assertThat(ended.exit()).isEqualTo(137);
        assertThat(curfew().states("killed")).containsExactly("RELEASED");
    }

    @Test
    void aCommandThatOutlivesItsLeaseGetsTheNext() throws IOException, InterruptedException {
        Ended ended =
                curfew().run(
                                exec(
                                        "outlives",
                                        "10s",
                                        curfew().python(),
                                        "-c",
                                        LIST_FOR_A_WHILE,
                                        "24"));

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("calls ");
        assertThat(curfew().states("outlives"))
                .hasSizeBetween(3, 4)
                .allMatch(state -> state.equals("RELEASED") || state.equals("EXPIRED"));
    }

    @Test
    void keysInTheEnvironmentAreTheLeasesAndTheOnlyOnes() throws IOException, InterruptedException {
        String[] words = exec("keys", "2m", "sh", "-c", "env; tr '\\0' ' ' </proc/$PPID/cmdline");
        List<String> withKeys = new ArrayList<>(List.of(words));
        withKeys.add(1, "--env");
        Ended ended =
                curfew().start(
                                Map.of(
                                        "AWS_PROFILE",
                                        "nobody",
                                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                                        "/nowhere",
                                        "AWS_BEARER_TOKEN_BEDROCK",
                                        "another"),
                                Curfews.command(withKeys.toArray(new String[0])))
                        .end();

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("AWS_ACCESS_KEY_ID=ASIA", "AWS_SHARED_CREDENTIALS_FILE=/dev/null")
                .doesNotContain(
                        "AWS_PROFILE",
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        "AWS_BEARER_TOKEN_BEDROCK",
                        "AWS_CONTAINER");
        String secret =
                ended.out()
                        .lines()
                        .filter(line -> line.startsWith("AWS_SECRET_ACCESS_KEY="))
                        .findFirst()
                        .orElseThrow()
                        .substring("AWS_SECRET_ACCESS_KEY=".length());
        assertThat(ended.out().lines().toList().getLast()).contains("exec").doesNotContain(secret);
        assertThat(ended.err()).doesNotContain(secret);
    }

    @Test
    void whatIsRefusedIsNotRun() throws IOException, InterruptedException {
        Ended beyond =
                curfew().run(
                                "exec",
                                "--task",
                                "exec-read",
                                "--allow",
                                "s3:GetObject arn:aws:s3:::exec-a/*",
                                "--agent",
                                "refused",
                                "--",
                                "echo",
                                "ran");

        assertThat(beyond.exit()).isEqualTo(1);
        assertThat(beyond.out()).isEmpty();
        assertThat(beyond.err()).startsWith("refused (scope-exceeds-ceiling): ");
        Ended missing = curfew().run(exec("refused", "1m", "no-such-command"));
        assertThat(missing.exit()).isEqualTo(127);
        assertThat(curfew().leases("refused")).isEmpty();
    }
}
