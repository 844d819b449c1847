package dev.curfew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What holds for each command there is. */
class CommandTreeTest {

    /** The words of the design, and those that came with what they are about. */
    private static final Set<String> VOCABULARY =
            words(
                    "demo test up down status env uninstall completion",
                    "issue delegate release exec serve credential-process mcp scan console",
                    "sweep stop resume",
                    "task: list show apply delete",
                    "lease: list show tree revoke halts resume",
                    "identity: list show owner restore exempt approve",
                    "finding: list show close",
                    "limits: show apply",
                    "policy: check explain",
                    "audit: show verify");

    /** Words of the design that no command has yet. */
    private static final Set<String> NOT_YET =
            Set.of("uninstall", "mcp", "task delete", "policy explain");

    /** Commands without an answer of their own that a program would read, and what they print. */
    private static final Map<String, String> WITHOUT_JSON =
            Map.of(
                    "exec", "what the command that it runs prints",
                    "credential-process", "the JSON that SDKs take from a credential_process",
                    "completion", "a script for the shell",
                    "mcp", "the messages of its protocol");

    /** Commands that talk to no stack that somebody deployed. */
    private static final Map<String, String> WITHOUT_STACK =
            Map.of(
                    "demo", "has a cloud of its own, and one stack in it",
                    "test", "is about the checkout",
                    "down", "ends the local cloud, whatever is in it",
                    "env", "is about the local cloud, whatever is in it",
                    "completion", "is about the shell",
                    "scan", "needs nothing installed",
                    "policy check", "needs no deployment");

    private static Set<String> words(String... lines) {
        Set<String> words = new TreeSet<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String group = colon < 0 ? "" : line.substring(0, colon) + " ";
            for (String word : line.substring(colon + 1).strip().split(" ", -1)) {
                words.add(group + word);
            }
        }
        return words;
    }

    private static CommandLine curfew() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return Curfew.line(new Terminal(nowhere, nowhere), InputStream.nullInputStream());
    }

    static Stream<CommandSpec> all() {
        List<CommandSpec> all = new ArrayList<>();
        add(curfew(), all);
        return all.stream();
    }

    private static void add(CommandLine line, List<CommandSpec> all) {
        all.add(line.getCommandSpec());
        line.getSubcommands().values().forEach(below -> add(below, all));
    }

    /** Those that do something, without those that only have commands below them. */
    static Stream<CommandSpec> doing() {
        return all().filter(command -> command.subcommands().isEmpty());
    }

    private static String nameOf(CommandSpec command) {
        return command.qualifiedName(" ").replaceFirst("^curfew ?", "");
    }

    @Test
    void theVocabularyIsTheDesigns() {
        Set<String> there =
                doing().map(CommandTreeTest::nameOf).collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(VOCABULARY);
        missing.removeAll(there);
        Set<String> unknown = new TreeSet<>(there);
        unknown.removeAll(VOCABULARY);

        assertThat(unknown).isEmpty();
        assertThat(NOT_YET).containsAll(missing);
    }

    @ParameterizedTest
    @MethodSource("doing")
    void eachAnswersProgramsInJson(CommandSpec command) {
        assertThat(command.findOption("--json") != null)
                .as(nameOf(command) + " --json")
                .isEqualTo(!WITHOUT_JSON.containsKey(nameOf(command)));
    }

    @ParameterizedTest
    @MethodSource("doing")
    void eachThatTalksToAStackCanBeToldWhich(CommandSpec command) {
        assertThat(command.findOption("--stack") != null)
                .as(nameOf(command) + " --stack")
                .isEqualTo(!WITHOUT_STACK.containsKey(nameOf(command)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachSaysWhatItDoesAndHowItExits(CommandSpec command) {
        assertThat(command.usageMessage().description()).isNotEmpty();
        assertThat(command.usageMessage().exitCodeList()).containsKeys("1", "2");
        assertThat(command.commandLine().getUsageMessage())
                .contains("Exit codes:")
                .contains("--help");
        assertThat(command.options())
                .allSatisfy(option ->
                        assertThat(option.description()).as(option.longestName()).isNotEmpty());
        assertThat(command.positionalParameters())
                .allSatisfy(parameter ->
                        assertThat(parameter.description())
                                .as(parameter.paramLabel())
                                .isNotEmpty());
    }

    @Test
    void thePageForProgramsHasARowForEach() throws Exception {
        Path page = Path.of(System.getProperty("user.dir", ""), "..", "docs", "command.md");
        List<String> rows =
                Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(3, line.indexOf('`', 3)))
                        .toList();

        assertThat(rows)
                .containsAll(
                        doing().map(CommandTreeTest::nameOf)
                                .filter(name -> !WITHOUT_JSON.containsKey(name))
                                .toList());
    }
}
