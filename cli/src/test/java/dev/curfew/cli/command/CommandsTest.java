package dev.curfew.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

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
}
