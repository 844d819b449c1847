package dev.curfew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.Curfews.Ended;
import dev.curfew.cli.Curfews.Running;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code curfew serve} and {@code curfew credential-process}, with the SDKs that ask them. */
class ServeIT {

    @TempDir private static Path directory = Path.of("");
    private static List<Curfews> shared = List.of();

    /** A session each, as a hundred short programs would make. */
    private static final String HUNDRED_CALLS =
            """
            import boto3, sys
            for call in range(100):
                boto3.session.Session().client("s3").list_objects_v2(Bucket="exec-a")
            print("done")
            """;

    @BeforeAll
    static void deploy() throws IOException, InterruptedException {
        shared = List.of(new Curfews(directory));
    }

    private static Curfews curfew() {
        return shared.getFirst();
    }

    private static String[] words(String command, String agent, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                command,
                                "--task",
                                "exec-read",
                                "--allow",
                                Curfews.ALLOWED,
                                "--agent",
                                agent,
                                "--for",
                                "5m"));
        words.addAll(List.of(more));
        return words.toArray(new String[0]);
    }

    /** The variables for who asks, without keys of their own. */
    private static Map<String, String> asking(JsonNode told) {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                "",
                "AWS_SECRET_ACCESS_KEY",
                "",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                told.path("address").asText(),
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                told.path("tokenFile").asText());
    }

    @Test
    void aHundredCallsOfBoto3AreOneLease() throws IOException, InterruptedException {
        Running serve = curfew().start(words("serve", "hundred", "--json"));
        serve.awaitOutput("}");
        JsonNode told = Json.read(Files.readString(serve.out()));
        List<String> python = List.of(curfew().python(), "-c", HUNDRED_CALLS);

        Ended calls = curfew().start(asking(told), python).end();

        assertThat(calls.out()).as(calls.err()).isEqualTo("done\n");
        assertThat(curfew().states("hundred")).containsExactly("ACTIVE");
        serve.signal("TERM");
        assertThat(serve.end().exit()).isZero();
        assertThat(curfew().states("hundred")).containsExactly("RELEASED");
        assertThat(Path.of(told.path("tokenFile").asText())).doesNotExist();
    }

    @Test
    void aProfileWithACredentialProcessAsksTheOneThatServes()
            throws IOException, InterruptedException {
        Files.writeString(
                directory.resolve("config"),
                "[profile agent]\ncredential_process = %s\n"
                        .formatted(
                                Curfews.command(words("credential-process", "profile")).stream()
                                        .map(word -> "\"" + word + "\"")
                                        .collect(Collectors.joining(" "))));
        List<String> list =
                List.of(curfew().aws(), "--profile", "agent", "s3", "ls", "s3://exec-a");
        Running serve = curfew().start(words("serve", "profile", "--json"));
        serve.awaitOutput("}");

        for (int call = 0; call < 3; call++) {
            Ended listed = curfew().start(Map.of(), list).end();
            assertThat(listed.exit()).as(listed.err()).isZero();
        }

        assertThat(curfew().states("profile")).containsExactly("ACTIVE");
        Ended second = curfew().run(words("serve", "profile"));
        assertThat(second.exit()).isEqualTo(1);
        serve.signal("INT");
        assertThat(serve.end().exit()).isZero();

        Ended alone = curfew().run(words("credential-process", "profile"));
        assertThat(alone.exit()).as(alone.err()).isZero();
        assertThat(Json.read(alone.out()).path("Version").asInt()).isEqualTo(1);
        assertThat(alone.err()).contains("for this call alone");
        assertThat(curfew().states("profile")).containsExactlyInAnyOrder("ACTIVE", "RELEASED");
    }

    @Test
    void oneThatWasKilledIsNotAskedAnyMore() throws IOException, InterruptedException {
        Running serve = curfew().start(words("serve", "crashed", "--json"));
        serve.awaitOutput("}");
        serve.signal("KILL");
        serve.end();

        Ended alone = curfew().run(words("credential-process", "crashed"));

        assertThat(alone.exit()).as(alone.err()).isZero();
        assertThat(alone.err()).contains("for this call alone");
        assertThat(curfew().leases("crashed")).hasSize(2);
    }

    @Test
    void whatIsServedForAnotherScopeIsNotHandedOut() throws IOException, InterruptedException {
        Running serve = curfew().start(words("serve", "narrow", "--json"));
        serve.awaitOutput("}");

        Ended other =
                curfew().run(
                                "credential-process",
                                "--task",
                                "exec-read",
                                "--allow",
                                "s3:ListBucket arn:aws:s3:::exec-*",
                                "--agent",
                                "narrow",
                                "--for",
                                "5m");

        assertThat(other.exit()).as(other.err()).isZero();
        assertThat(other.err()).contains("for this call alone");
        serve.signal("TERM");
        serve.end();
    }

    @Test
    void whatIsRefusedIsToldWhenItStarts() throws IOException, InterruptedException {
        Ended refused = curfew().run("serve", "--task", "no-such-task", "--allow", Curfews.ALLOWED);

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).startsWith("refused (task-unknown): ");
    }
}
