package dev.curfew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.Examples.Example;
import dev.curfew.cli.Examples.Excuse;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.yaml.Yaml;
import dev.curfew.core.lifecycle.LimitsDocument;
import dev.curfew.core.task.TaskDocument;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Each example in README and docs is tested somehow, and what can be said without a cloud holds.
 */
class ExamplesTest {

    /** Examples in other languages than {@code sh}, by page and first line, and what tests them. */
    private static final Set<String> TESTED_OTHERWISE =
            Set.of(
                    // A recording; its commands are parsed here, and the demo itself has its tests.
                    "README.md $ ./curfew demo",
                    // A picture.
                    "README.md flowchart LR",
                    // local's ArchitectureTest
                    "docs/architecture.md flowchart LR",
                    // ClientIT
                    "client/README.md import dev.curfew.client.CurfewCredentialsProvider;",
                    // ExamplesIT
                    "docs/agent-author.md [profile orders]",
                    "docs/agent-author.md {",
                    "docs/events/README.md Heard:",
                    "docs/operator.md name: read-orders",
                    // here
                    "docs/operator.md Statement:",
                    "docs/operator.md # limits.yaml: ./curfew limits apply limits.yaml",
                    "docs/operator.md # limits.yaml");

    private static final Pattern INLINE = Pattern.compile("`([^`]*\\./curfew [^`]*)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    static Stream<Example> all() {
        return Examples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachExampleIsRunOrSaysWhyNot(Example example) {
        String why = example.notRun();
        if (why != null) {
            Optional<Excuse> excuse =
                    Examples.EXCUSES.stream().filter(each -> each.why().equals(why)).findAny();
            assertThat(excuse).as(why).isPresent();
            assertThat(example.text()).containsPattern(excuse.orElseThrow().words());
        } else if (!example.language().equals("sh")) {
            assertThat(TESTED_OTHERWISE).contains(example.page() + " " + example.firstLine());
        }
    }

    @Test
    void whatIsTestedOtherwiseIsThere() {
        assertThat(all().map(example -> example.page() + " " + example.firstLine()))
                .containsAll(TESTED_OTHERWISE);
    }

    /** Commands that are only indented would escape the others. */
    @Test
    void commandsAreFenced() {
        assertThat(Examples.pages())
                .allSatisfy(page ->
                        assertThat(Examples.text(page).replaceAll("(?s)\n *```.*?\n *```", ""))
                                .as(page)
                                .doesNotContainPattern(
                                        "(?m)^(    |\\t)(\\./curfew|aws|sam|mvn|bench/run) "));
    }

    static Stream<String> commands() {
        Set<String> commands = new LinkedHashSet<>();
        for (String page : Examples.pages()) {
            String text = Examples.text(page);
            Matcher inline = INLINE.matcher(text.replaceAll("(?s)\n```.*?\n```", ""));
            while (inline.find()) {
                String found = inline.group(1).replaceAll("\\s+", " ");
                commands.add(
                        found.substring(found.indexOf("./curfew")).replaceFirst("\\)?\"?\\)$", ""));
            }
            Examples.of(page).stream()
                    .flatMap(example -> example.text().replace("\\\n", " ").lines())
                    .map(line -> line.replaceFirst("^\\$ ", ""))
                    .filter(line -> line.startsWith("./curfew "))
                    .forEach(commands::add);
        }
        // The way to write any of them.
        commands.removeIf(command -> command.startsWith("./curfew COMMAND"));
        return commands.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandThatIsNamedIsOne(String command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine curfew =
                Curfew.line(new Terminal(nowhere, nowhere), InputStream.nullInputStream());

        String[] words = words(command);

        try {
            curfew.parseArgs(words);
        } catch (MissingParameterException shortened) {
            // In a sentence a command may be named without all that it needs.
            CommandSpec named = shortened.getCommandLine().getCommandSpec();
            assertThat(words)
                    .filteredOn(word -> word.startsWith("--"))
                    .allSatisfy(word -> assertThat(named.findOption(word)).as(word).isNotNull());
        }
    }

    /** Those of the command, without what a shell or a reader takes. */
    private static String[] words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find() && !word.group().matches("[#>|].*|&&|\\(as")) {
            words.add(
                    Stream.of(word.group(1), word.group(2), word.group(3))
                            .filter(each -> each != null)
                            .findFirst()
                            .orElseThrow());
        }
        return words.subList(1, words.size()).toArray(new String[0]);
    }

    private static JsonNode yaml(Example example) {
        Yaml.Read read = Yaml.read(example.toString(), example.text());
        return ((Yaml.Read.Valid) read).documents().getFirst().content();
    }

    @Test
    void theLimitsAreLimits() {
        List<Example> limits =
                Examples.of("docs/operator.md").stream()
                        .filter(example -> example.firstLine().startsWith("# limits.yaml"))
                        .toList();

        assertThat(limits)
                .hasSize(2)
                .allSatisfy(example ->
                        assertThat(LimitsDocument.read(yaml(example)))
                                .isInstanceOf(LimitsDocument.Read.Valid.class));
    }

    @Test
    void theTaskIsOneAndSoIsItWithTheOtherCeiling() {
        JsonNode task = yaml(Examples.beginning("docs/operator.md", "name: read-orders"));
        JsonNode ceiling = yaml(Examples.beginning("docs/operator.md", "Statement:"));

        assertThat(TaskDocument.read(task)).isInstanceOf(TaskDocument.Read.Valid.class);
        ((ObjectNode) task.path("ceiling")).set("Statement", ceiling.path("Statement"));
        assertThat(TaskDocument.read(task)).isInstanceOf(TaskDocument.Read.Valid.class);
    }
}
