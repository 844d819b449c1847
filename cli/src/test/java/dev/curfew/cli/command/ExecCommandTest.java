package dev.curfew.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.child.Machine;
import dev.curfew.cli.child.Signals;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real children, and a stack that answers what a test says. */
class ExecCommandTest {

    private static final String GRANTED =
            """
            {"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"the-secret","SessionToken":"the-token",
             "Expiration":"2026-03-01T09:35:00Z","lease":"4k2j8s0d9f1a","task":"t",
             "lineage":"/4k2j8s0d9f1a/","expiresAt":"2026-03-01T09:35:00Z"}
            """;
    private static final String RELEASED = "{\"lease\":\"4k2j8s0d9f1a\",\"state\":\"RELEASED\"}";

    private final FakeStacks stacks = new FakeStacks();
    private final TestSignals signals = new TestSignals();
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    @TempDir private Path directory = Path.of("");

    private record Ended(int exit, String err) {}

    private static final class TestSignals implements Signals {
        private Consumer<String> receiver = _ -> {};
        private String early = "";

        @Override
        public void to(Consumer<String> to) {
            receiver = to;
            if (!early.isEmpty()) {
                to.accept(early);
            }
        }

        @Override
        public boolean reachChildren() {
            return true;
        }
    }

    private Ended exec(String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, UTF_8);
        Terminal terminal = new Terminal(errors, errors);
        environment.put("XDG_RUNTIME_DIR", directory.toString());
        InputStream input = InputStream.nullInputStream();
        ExecCommand command =
                new ExecCommand(
                        terminal,
                        stacks,
                        input,
                        Run.CLOCK,
                        new Machine(environment, directory, signals));
        List<String> all =
                new ArrayList<>(List.of("exec", "--task", "t", "--allow", "s3:GetObject *"));
        all.addAll(List.of(words));
        int exit =
                Commands.line(
                                new Surroundings(
                                        terminal,
                                        input,
                                        Run.CLOCK,
                                        _ -> {},
                                        stacks,
                                        stacks,
                                        new FakeClouds(),
                                        List::of),
                                command)
                        .execute(all.toArray(new String[0]));
        return new Ended(exit, err.toString(UTF_8));
    }

    private List<Function> called() {
        return stacks.calls.stream().map(FakeStacks.Call::function).toList();
    }

    @Test
    void theCommandHasItsOwnOptionsAndArguments() throws IOException {
        stacks.answers.add(GRANTED);
        stacks.answers.add(RELEASED);
        Path out = directory.resolve("said");

        Ended ended =
                exec(
                        "sh",
                        "-c",
                        "printf '%s|' \"$@\" >\"$0\"; exit 9",
                        out.toString(),
                        "--task",
                        "@" + out,
                        "",
                        "two words",
                        "--help");

        assertThat(ended.exit()).isEqualTo(9);
        assertThat(Files.readString(out)).isEqualTo("--task|@" + out + "||two words|--help|");
        assertThat(called()).containsExactly(Function.ISSUE, Function.RELEASE);
        assertThat(stacks.calls.getLast().request().path("lease").asText())
                .isEqualTo("4k2j8s0d9f1a");
    }

    @Test
    void itSeesOneCredentialOnly() throws IOException {
        stacks.answers.add(GRANTED);
        stacks.answers.add(RELEASED);
        environment.put("AWS_ACCESS_KEY_ID", "AKIAOWN");
        environment.put("AWS_SECRET_ACCESS_KEY", "own-secret");
        environment.put("AWS_PROFILE", "own");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "own-token");
        Path out = directory.resolve("said");

        exec(
                "--quiet",
                "--",
                "sh",
                "-c",
                "env >\"$0\"; ls -l \"$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE\" >>\"$0\"",
                out.toString());

        assertThat(Files.readString(out))
                .contains(
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:",
                        "AWS_REGION=eu-west-1",
                        "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
                        "\n-rw-------")
                .doesNotContain("AKIAOWN", "own-secret", "AWS_PROFILE", "own-token", "the-secret");
        try (var left = Files.walk(directory.resolve("curfew"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aReleaseThatFailsIsToldAndTheExitCodeStands() {
        stacks.answers.add(GRANTED);
        stacks.answers.add(
                "{\"refused\":{\"code\":\"lease-unknown\",\"message\":\"there is no lease\",\"help\":\"name one\"}}");

        Ended ended = exec("--", "sh", "-c", "exit 4");

        assertThat(ended.exit()).isEqualTo(4);
        assertThat(ended.err())
                .contains("the lease could not be released: there is no lease", "deadline");
    }

    @Test
    void aSignalBeforeTheCommandWasStartedReleasesWhatWasIssued() {
        stacks.answers.add(GRANTED);
        stacks.answers.add(RELEASED);
        signals.early = "TERM";

        Ended ended = exec("--", "touch", directory.resolve("ran").toString());

        assertThat(ended.exit()).isEqualTo(143);
        assertThat(directory.resolve("ran")).doesNotExist();
        assertThat(called()).containsExactly(Function.ISSUE, Function.RELEASE);
    }

    @Test
    void whatTheTerminalSentAlreadyIsNotSentAgain() throws Exception {
        stacks.answers.add(GRANTED);
        stacks.answers.add(RELEASED);
        Path ready = directory.resolve("ready");
        Thread person =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!Files.exists(ready)) {
                                Thread.onSpinWait();
                            }
                            signals.receiver.accept("INT");
                            signals.receiver.accept("TERM");
                        });

        Ended ended =
                exec(
                        "--",
                        "sh",
                        "-c",
                        "trap 'exit 3' INT; trap 'exit 4' TERM; touch \"$0\"; while :; do sleep 0.1; done",
                        ready.toString());
        person.join(Duration.ofSeconds(10));

        assertThat(ended.exit()).isEqualTo(4);
    }

    @Test
    void aDirectoryThatOthersMayEnterIsNotUsed() throws IOException {
        stacks.answers.add(GRANTED);
        stacks.answers.add(RELEASED);
        Files.createDirectory(
                directory.resolve("curfew"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        Ended ended = exec("--", "touch", directory.resolve("ran").toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("others may enter", "chmod 700");
        assertThat(directory.resolve("ran")).doesNotExist();
        assertThat(called()).containsExactly(Function.ISSUE, Function.RELEASE);
    }

    @Test
    void aProfileIsUsedForAsking() {
        stacks.answers.add(GRANTED);
        stacks.answers.add(RELEASED);

        exec("--profile", "build", "--", "true");

        assertThat(stacks.profile).isEqualTo("build");
    }
}
