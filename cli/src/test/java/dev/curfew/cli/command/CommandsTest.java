package dev.curfew.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    /** Types lines into another zsh, in which the command prints what it was given. */
    private static final String ZSH =
            """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'curfew() { print -r -- "ra""n<$*>" }; autoload -U +X compinit && compinit -u -D; '"source '$1'; PS1='READ''Y>'"
            for typed in "${@:2}"; do
              zpty -r shell text '*READY>*' || exit 1 # what is typed before loses its tabs
              zpty -w shell $typed
              zpty -r shell text '*ran<*>*' || exit 1
              print -r -- "${${text#*ran<}%%>*}"
            done
            zpty -d shell
            """;

    private final Run run = new Run();
    @TempDir private Path directory = Path.of("");

    @Test
    void helpNamesEachCommandAndExitCode() {
        Run.Ended ended = run.line("--help");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains(
                        "test",
                        "up",
                        "down",
                        "status",
                        "env",
                        "task",
                        "issue",
                        "delegate",
                        "release",
                        "lease",
                        "identity",
                        "audit")
                .contains("0   done", "1   refused, or not so", "2   wrong use, or an error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test",
                "up",
                "down",
                "status",
                "env",
                "task apply",
                "task list",
                "issue",
                "delegate",
                "release",
                "lease list",
                "lease show",
                "lease tree",
                "lease revoke",
                "identity list",
                "audit show",
                "audit verify"
            })
    void eachCommandExplainsItselfWithin100Columns(String command) {
        String[] words = (command + " --help").split(" ");

        Run.Ended ended = run.line(words);

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).startsWith("Usage: curfew " + command);
        assertThat(ended.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "isue",
                "task",
                "identity",
                "audit",
                "audit show",
                "audit verify a b",
                "issue",
                "issue --task t",
                "delegate",
                "delegate --scope s",
                "release",
                "release a b",
                "lease",
                "lease show",
                "lease show a b",
                "lease tree a b",
                "lease revoke a",
                "lease revoke --reason r",
                "task apply",
                "up --detached",
                "issue --task t --scope s --for soon",
                "issue --task t --scope s --for 0s",
                "issue --task t --scope s --for PT0.5S",
                "status --stack 9lives",
                "status --stack a/b",
            })
    void wrongUseExitsWith2AndPointsToHelp(String command) {
        String[] words =
                Arrays.stream(command.split(" "))
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new);

        Run.Ended ended = run.line(words);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("curfew").contains("help: ./curfew").contains("--help");
    }

    @Test
    void whatCouldNotBeFoundOutExitsWith2() {
        Run.Ended ended = run.line("task", "list", "--stack", "missing");

        assertThat(ended)
                .isEqualTo(
                        new Run.Ended(
                                2,
                                "",
                                "curfew: there is no stack `missing`\nhelp: name another\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task list --stack missing --json",
                "task list --stack 9lives --json",
                "lease revoke a --json",
                "lease show --json",
                "release 4k2j8s0d9f1a --json",
            })
    void aProgramGetsAnErrorAsJsonToo(String command) {
        Run.Ended ended = run.line(command.split(" "));

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(Json.read(ended.out()).path("error").path("message").asText()).isNotEmpty();
        assertThat(Json.read(ended.out()).path("error").path("help").asText()).isNotEmpty();
        assertThat(ended.err()).as("people").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lease show 000000000000 --json",
                "lease tree 000000000000 --json",
                "identity show nobody --json",
                "identity restore nobody --reason r --json",
                "finding show nobody --json",
                "audit show nobody --json",
                "task show nothing --json",
                "env --json",
            })
    void aProgramGetsARefusalAsJsonToo(String command) {
        Run.Ended ended = run.line(command.split(" "));

        assertThat(ended.exit()).isEqualTo(1);
        JsonNode refused = Json.read(ended.out()).path("refused");
        assertThat(refused.path("code").asText()).matches("[a-z-]+");
        assertThat(refused.path("message").asText()).isNotEmpty();
        assertThat(refused.path("help").asText()).isNotEmpty();
        assertThat(ended.err()).startsWith("refused (" + refused.path("code").asText() + "): ");
    }

    @Test
    void aFileThatIsNotValidIsToldToProgramsByItsPlaces() throws IOException {
        Path file = Files.writeString(directory.resolve("limits.yaml"), "a: 1\na: 2\n");

        Run.Ended ended = run.line("limits", "apply", file.toString(), "--json");

        assertThat(ended.exit()).isEqualTo(1);
        JsonNode refused = Json.read(ended.out()).path("refused");
        assertThat(refused.path("code").asText()).isEqualTo("file-invalid");
        assertThat(refused.at("/problems/0/place").asText()).startsWith(file + ":");
    }

    @Test
    void aDefectSaysSoAndExitsWith2() {
        Run.Ended ended = run.line("release", "4k2j8s0d9f1a"); // the fake has no answer to give

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith("curfew: this is a defect")
                .contains("NoSuchElementException");
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        String script = run.line("completion").out();
        Path file = Files.writeString(directory.resolve("completion"), script);
        Process bash =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "source \"$0\"; COMP_WORDS=(curfew lease re); COMP_CWORD=2; _complete_curfew;"
                                        + " echo \"${COMPREPLY[*]}\"",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("revoke resume\n");
    }

    /** In a zsh of its own, with the keys that a person presses. */
    @Test
    void zshCompletesThemToo() throws Exception {
        assumeTrue(
                Stream.of("/bin/zsh", "/usr/bin/zsh").anyMatch(zsh -> Files.exists(Path.of(zsh))),
                "there is no zsh here");
        Path file =
                Files.writeString(directory.resolve("completion"), run.line("completion").out());
        Process zsh =
                new ProcessBuilder(
                                "zsh",
                                "-f",
                                "-c",
                                ZSH,
                                "zsh",
                                file.toString(),
                                "curfew lea\trev\t4k2j",
                                "curfew task list --js\t",
                                "curfew lease revoke --rea\tx")
                        .redirectErrorStream(true)
                        .start();

        assertThat(new String(zsh.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("lease revoke 4k2j\ntask list --json\nlease revoke --reason x\n");
    }
}
